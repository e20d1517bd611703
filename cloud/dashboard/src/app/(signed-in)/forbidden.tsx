import { NotYours } from '../../shell/not-yours.tsx';

export default function Forbidden() {
  return <NotYours />;
}
