import { ShopSkeleton } from '../../../../../parts/skeletons.tsx';

export default function Loading() {
  return <ShopSkeleton />;
}
