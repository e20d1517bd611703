import { wishForMonth } from '@tillbridge/core/archive/archive-wishes';
import { ONLINE_MONTHS } from '@tillbridge/core/archive/due-months';
import { readArchive, readArchiveFile, readArchiveVolume } from '@tillbridge/core/archive/read-archive';
import { searchArchive } from '@tillbridge/core/archive/search-archive';
import type { SealedPlace } from '@tillbridge/core/store/read-places';
import { CASH_KINDS, oneOf } from '@tillbridge/shared/cash';
import { Fault } from '@tillbridge/shared/faults/fault';
import { DaySchema, InstantSchema, UuidSchema } from '@tillbridge/shared/ids';
import {
  ARCHIVE_WISHES,
  ArchiveFoundSchema,
  ArchivePageSchema,
  ArchiveVolumeSchema,
} from '@tillbridge/shared/reads-archive';
import { Type } from 'typebox';
import { personOf } from '../access/access.ts';
import { answers, answersFile } from '../answers/answer-schemas.ts';
import { requireDay } from '../input/require-day.ts';
import type { ApiOptions } from '../options.ts';
import type { App } from './app-type.ts';

const Number6 = Type.String({ pattern: '^[0-9]{1,6}$' });
/** Filters of a search in the archive. */
export const ARCHIVE_FILTERS = {
  from: DaySchema,
  to: DaySchema,
  shop: Type.Optional(UuidSchema),
  kind: Type.Optional(oneOf(CASH_KINDS)),
  reference: Type.Optional(Type.String({ minLength: 1, maxLength: 80 })),
};
const SearchQuery = Type.Object(
  { ...ARCHIVE_FILTERS, cursor: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })) },
  { additionalProperties: false },
);
const WishParams = Type.Object({
  month: Type.String({ pattern: '^20[0-9]{2}-(0[1-9]|1[0-2])$' }),
  wish: oneOf(ARCHIVE_WISHES),
});

/** Months that left the online tables: where they are, what is in them, and the way back. */
export async function archiveRoutes(
  app: App,
  { database, places, onlineMonths = ONLINE_MONTHS }: ApiOptions,
): Promise<void> {
  const tags = ['archive'];
  const see = { access: 'archive.see' } as const;
  const archive = (): SealedPlace => {
    if (places?.archive === undefined) throw new Fault('archive.none');
    return places.archive;
  };
  app.get(
    '/api/v1/archive',
    { config: see, schema: { tags, response: answers(ArchivePageSchema, [401, 403]) } },
    (request) =>
      readArchive(database, personOf(request), {
        place: places?.archive === undefined ? 'none' : 'set',
        onlineMonths,
      }),
  );
  app.get(
    '/api/v1/archive/transactions',
    { config: see, schema: { tags, querystring: SearchQuery, response: answers(ArchiveFoundSchema, [401, 403, 409]) } },
    (request) => {
      requireDay(request.query.from, 'from');
      requireDay(request.query.to, 'to');
      return searchArchive(database, archive(), personOf(request), request.query);
    },
  );
  app.get(
    '/api/v1/archive/volumes/:volume',
    {
      config: see,
      schema: {
        tags,
        params: Type.Object({ volume: Number6 }),
        response: answers(ArchiveVolumeSchema, [401, 403, 404, 409]),
      },
    },
    (request) => readArchiveVolume(database, archive(), personOf(request), Number(request.params.volume)),
  );
  app.get(
    '/api/v1/archive/volumes/:volume/files/:number',
    {
      config: see,
      schema: {
        tags,
        params: Type.Object({ volume: Number6, number: Number6 }),
        response: answersFile(['application/gzip'], [401, 403, 404, 409]),
      },
    },
    async (request, reply) => {
      const { name, bytes } = await readArchiveFile(database, archive(), personOf(request), {
        volume: Number(request.params.volume),
        number: Number(request.params.number),
        address: request.ip,
      });
      return reply.type('application/gzip').header('content-disposition', `attachment; filename="${name}"`).send(bytes);
    },
  );
  app.post(
    '/api/v1/archive/months/:month/:wish',
    {
      config: { access: 'archive.manage' },
      schema: {
        tags,
        params: WishParams,
        response: answers(Type.Object({ askedAt: InstantSchema }), [401, 403, 404, 409]),
      },
    },
    (request) => {
      archive();
      const { month, wish } = request.params;
      return wishForMonth(database, personOf(request), { month, kind: wish, onlineMonths, address: request.ip });
    },
  );
}
