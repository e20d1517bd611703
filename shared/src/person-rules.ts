/** Rules about people that pages ask too; without schemas, so that a page that only needs them stays light. */
export const PERSON_LANGUAGES = ['th', 'en'] as const;
export const PASSWORD_CHARACTERS_MIN = 12;
export const PASSWORD_CHARACTERS_MAX = 256;
