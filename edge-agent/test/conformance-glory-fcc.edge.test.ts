import { openFccConformance } from './conformance-glory-fcc.ts';
import { conformance } from './conformance-suite.ts';

conformance('glory-fcc', () => openFccConformance('change'));
