/** The program of a version, in its folder as in the installed package. */
export const PROGRAM_FILE = 'tillbridge.js';
