'use client';

import { useState } from 'react';
import { CurveChart, type CurveChartProps } from '../parts/curve-chart.tsx';

/** A chart that shows the figures of the hour under the pointer. */
export function HoverChart(props: CurveChartProps) {
  const [at, setAt] = useState<number | null>(null);
  return <CurveChart {...props} at={at} onPoint={setAt} />;
}
