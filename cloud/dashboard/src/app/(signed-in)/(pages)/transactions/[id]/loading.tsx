import { TransactionSkeleton } from '../../../../../parts/skeletons.tsx';

export default function Loading() {
  return <TransactionSkeleton />;
}
