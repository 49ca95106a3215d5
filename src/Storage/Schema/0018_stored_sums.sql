-- How many agencies a province has a value of, and their sum, are stored for each year and indicator, so that a question about ten years reads thousands
-- of rows instead of every standing. They are kept as ranks are, by the same notes: a writer notes the years that it changes, the end of a run works
-- those out, and until then readers get them worked out as they ask. So what was named after ranks is named after years.
alter table store.rank_changes rename to changed_years;
alter index store.rank_changes_pkey rename to changed_years_pkey;
alter index store.rank_changes_by_year rename to changed_years_by_year;
alter sequence store.rank_changes_change_id_seq rename to changed_years_change_id_seq;
drop function store.note_rank_changes(smallint[]), store.refresh_ranks();

create table store.indicator_sums (
    fiscal_year   smallint not null,
    province_code text not null,
    indicator     text not null,
    agencies      bigint not null check (agencies > 0),
    hundredths    bigint not null,
    primary key (fiscal_year, province_code, indicator)
);

-- The sums of one year as they are this moment.
create function store.indicator_sums_of(p_year smallint)
returns table (fiscal_year smallint, province_code text, indicator text, agencies bigint, hundredths bigint)
language sql stable security definer rows 800 set search_path = pg_catalog, pg_temp as $$
    select p_year, t.province_code, x.indicator, x.tally[1], x.tally[2]
    from (
        select a.province_code, store.tally(s.ind01) as t1, store.tally(s.ind02) as t2, store.tally(s.ind03) as t3, store.tally(s.ind04) as t4, store.tally(s.ind05) as t5,
               store.tally(s.ind06) as t6, store.tally(s.ind07) as t7, store.tally(s.ind08) as t8, store.tally(s.ind09) as t9, store.tally(s.ind10) as t10
        from store.standings s join store.agencies a on a.code = s.agency_code
        where s.fiscal_year = p_year and s.valid_to = 'infinity' and a.province_code is not null
        group by a.province_code) t
    cross join lateral (values ('IND01', t.t1), ('IND02', t.t2), ('IND03', t.t3), ('IND04', t.t4), ('IND05', t.t5), ('IND06', t.t6), ('IND07', t.t7), ('IND08', t.t8), ('IND09', t.t9), ('IND10', t.t10)) x (indicator, tally)
    where x.tally[1] > 0
$$;

-- Those of years that change at the moment, behind one call, as store.ranks_meanwhile.
create function store.indicator_sums_meanwhile()
returns table (fiscal_year smallint, province_code text, indicator text, agencies bigint, hundredths bigint)
language sql stable security definer rows 800 set search_path = pg_catalog, pg_temp as $$
    select s.* from (select distinct fiscal_year from store.changed_years) c cross join lateral store.indicator_sums_of(c.fiscal_year) s
$$;

create or replace function store.ranks_meanwhile() returns jsonb language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select jsonb_object_agg(c.fiscal_year || ' ' || r.agency_code, jsonb_build_array(r.rank_in_region, r.rank_in_region_to, r.rank_in_nation, r.rank_in_nation_to))
    from (select distinct fiscal_year from store.changed_years) c cross join lateral store.ranks_of(c.fiscal_year) r
$$;

-- Writers call this in the transaction that changes something about these years. With its owner's rights, as the next one.
create function store.note_changed_years(p_years smallint[]) returns void language sql security definer set search_path = pg_catalog, pg_temp as $$
    insert into store.changed_years (fiscal_year) select distinct y from unnest(p_years) y
$$;

-- Works out ranks and sums of the noted years. All is one statement for a year: what it has not seen, it does not forget either, since a change that is
-- noted meanwhile is not seen by the part that removes the notes.
create function store.refresh_years() returns integer language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare y smallint; years integer := 0;
begin
    for y in select distinct c.fiscal_year from store.changed_years c order by 1 loop
        perform pg_advisory_xact_lock(4954, y);
        with seen as (delete from store.changed_years c where c.fiscal_year = y),
        ranks as materialized (select * from store.ranks_of(y)),
        sums as materialized (select * from store.indicator_sums_of(y)),
        ranks_gone as (delete from store.ranks r where r.fiscal_year = y and not exists (select from ranks now where now.agency_code = r.agency_code)),
        sums_gone as (
            delete from store.indicator_sums s where s.fiscal_year = y and not exists (select from sums now where now.province_code = s.province_code and now.indicator = s.indicator)),
        summed as (
            insert into store.indicator_sums as old select * from sums order by province_code, indicator
            on conflict (fiscal_year, province_code, indicator) do update set agencies = excluded.agencies, hundredths = excluded.hundredths
            where (old.agencies, old.hundredths) is distinct from (excluded.agencies, excluded.hundredths))
        insert into store.ranks as old (agency_code, fiscal_year, rank_in_region, rank_in_region_to, rank_in_nation, rank_in_nation_to)
        select now.agency_code, y, now.rank_in_region, now.rank_in_region_to, now.rank_in_nation, now.rank_in_nation_to from ranks now order by 1
        on conflict (fiscal_year, agency_code) do update set rank_in_region = excluded.rank_in_region, rank_in_region_to = excluded.rank_in_region_to,
            rank_in_nation = excluded.rank_in_nation, rank_in_nation_to = excluded.rank_in_nation_to
        where (old.rank_in_region, old.rank_in_region_to, old.rank_in_nation, old.rank_in_nation_to)
            is distinct from (excluded.rank_in_region, excluded.rank_in_region_to, excluded.rank_in_nation, excluded.rank_in_nation_to);
        years := years + 1;
    end loop;
    return years;
end $$;

create or replace view ita.indicator_means as
    select s.fiscal_year, s.province_code, p.name as province, p.region, s.indicator, s.agencies, s.hundredths::numeric / s.agencies * 0.01 as mean, s.hundredths * 0.01 as points
    from (
        select * from store.indicator_sums where fiscal_year <> all (array(select distinct fiscal_year from store.changed_years))
        union all
        select * from store.indicator_sums_meanwhile()) s
    join store.provinces p on p.code = s.province_code;

select store.note_changed_years(array(select distinct fiscal_year from store.subjects));
select store.refresh_years();
