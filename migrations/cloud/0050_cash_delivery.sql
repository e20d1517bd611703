-- When cash is brought, as `shared/src/delivery.ts` says it. Null at a shop: as its organization; null there: the usual.
alter table organizations add column delivery jsonb check (jsonb_typeof(delivery) = 'object');
alter table shops add column delivery jsonb check (jsonb_typeof(delivery) = 'object');
grant update (delivery) on organizations to tillbridge_app;
