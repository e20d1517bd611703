import { cableConformance } from './conformance-cable-suite.ts';
import { openFccConformance } from './conformance-glory-fcc.ts';

cableConformance('glory-fcc', () => openFccConformance('change'), 'every-packet');
