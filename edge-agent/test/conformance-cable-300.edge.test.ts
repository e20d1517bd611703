import { cableConformance } from './conformance-cable-suite.ts';
import { open300Conformance } from './conformance-glory-300.ts';

cableConformance('glory-300', open300Conformance, 'every-byte');
