-- The database reads a name where custody does, and nowhere else: a text, and no deeper than custody looks
-- (`cloud/core/src/ingest/shop-names.ts`). A number or an object that is written like a mapped name is none.
drop function renamed(jsonb, jsonb);
create function renamed(p_value jsonb, p_names jsonb, p_depth integer default 0) returns jsonb
language plpgsql immutable
as $$
begin
  return case
    when p_depth > 6 then p_value
    when jsonb_typeof(p_value) = 'object' then (
      select coalesce(jsonb_object_agg(e.key, coalesce(
          case when jsonb_typeof(e.value) = 'string' then p_names -> e.key -> (e.value #>> '{}') end,
          public.renamed(e.value, p_names, p_depth + 1))), '{}')
      from jsonb_each(p_value) e)
    when jsonb_typeof(p_value) = 'array' then (
      select coalesce(jsonb_agg(public.renamed(e.value, p_names, p_depth + 1) order by e.no), '[]')
      from jsonb_array_elements(p_value) with ordinality e (value, no))
    else p_value
  end;
end
$$;
revoke all on function renamed from public;
grant execute on function renamed to tillbridge_app;
