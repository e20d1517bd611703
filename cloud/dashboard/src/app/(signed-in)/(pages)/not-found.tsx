import { NothingHere } from '../../../shell/nothing-here.tsx';

export default function NotFound() {
  return <NothingHere />;
}
