import Fastify from 'fastify';
import { describe, expect, it } from 'vitest';
import { requireDeclaredAccess } from './access.ts';

describe('a server with a route that does not say who may call it', () => {
  it('does not start', async () => {
    const app = Fastify();
    app.decorate('routeTable', []);
    requireDeclaredAccess(app);
    app.get('/declared', { config: { access: 'public' } }, async () => ({}));
    app.get('/forgotten', async () => ({}));
    await expect(app.ready()).rejects.toThrow('The route GET /forgotten does not declare who may call it.');
  });

  it('does not start with a permission that does not exist either', async () => {
    const app = Fastify();
    app.decorate('routeTable', []);
    requireDeclaredAccess(app);
    app.get('/typo', { config: { access: 'shop.sea' as 'shop.see' } }, async () => ({}));
    await expect(app.ready()).rejects.toThrow('/typo');
  });
});
