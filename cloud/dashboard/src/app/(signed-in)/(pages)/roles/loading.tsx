import { ListSkeleton } from '../../../../parts/skeletons.tsx';

export default function Loading() {
  return <ListSkeleton rows={14} />;
}
