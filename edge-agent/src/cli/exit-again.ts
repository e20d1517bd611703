/** How `run` ends when another version has its turn: not 0, so that every service manager starts it again. */
export const EXIT_AGAIN = 75;
