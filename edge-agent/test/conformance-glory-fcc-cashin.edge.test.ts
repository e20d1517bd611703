import { openFccConformance } from './conformance-glory-fcc.ts';
import { conformance } from './conformance-suite.ts';

conformance('glory-fcc with a deposit of its own', () => openFccConformance('cashin'));
