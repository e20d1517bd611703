import { TodaySkeleton } from '../../../parts/skeletons.tsx';

export default function Loading() {
  return <TodaySkeleton />;
}
