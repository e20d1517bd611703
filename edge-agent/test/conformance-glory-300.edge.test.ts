import { open300Conformance } from './conformance-glory-300.ts';
import { conformance } from './conformance-suite.ts';

conformance('glory-300', open300Conformance);
