/** Where the API listens inside; pages ask it with the reader's own cookies. */
export const API_URL = process.env['API_URL'] ?? 'http://127.0.0.1:8080';
