-- A run that has written much leaves the planner without statistics until autovacuum comes round: ranks were then worked out a dozen times slower, and
-- the first readers waited. The end of a run gathers them where a tenth of a table is new. With its owner's rights: only an owner may analyze.
create function store.gather_statistics() returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare changed text;
begin
    for changed in
        select relname from pg_stat_user_tables
        where schemaname = 'store' and n_mod_since_analyze > 1000 + 0.1 * n_live_tup
        order by relname
    loop
        execute format('analyze store.%I', changed);
    end loop;
end $$;
