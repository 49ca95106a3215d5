-- Subjects are made of sheets, whose agencies are looked up, and ranks of standings, by functions alone: no look-up for each row again. db check looks.
alter table store.subjects drop constraint subjects_agency_code_fkey;
alter table store.ranks drop constraint ranks_agency_code_fiscal_year_fkey;

-- What nobody filters or joins by needs no statistics: gathering them took half of the time that the end of a run takes.
do $$
declare c text;
begin
    foreach c in array array['candidates', 'iit', 'eit', 'oit', 'ind01', 'ind02', 'ind03', 'ind04', 'ind05', 'ind06', 'ind07', 'ind08', 'ind09', 'ind10', 'withheld', 'change', 'note', 'valid_from'] loop
        execute format('alter table store.standings alter column %I set statistics 0', c);
    end loop;
    foreach c in array array['identity', 'ordinal', 'probability', 'printed', 'printed_district', 'valid_from'] loop
        execute format('alter table store.sheets alter column %I set statistics 0', c);
    end loop;
end $$;

-- Ranks of years that change at the moment are worked out behind one call: a question that needs none of them neither plans nor prepares it.
create function store.ranks_meanwhile() returns jsonb language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select jsonb_object_agg(c.fiscal_year || ' ' || r.agency_code, jsonb_build_array(r.rank_in_region, r.rank_in_region_to, r.rank_in_nation, r.rank_in_nation_to))
    from (select distinct fiscal_year from store.rank_changes) c cross join lateral store.ranks_of(c.fiscal_year) r
$$;
create or replace view store.live_ranks as select store.ranks_meanwhile() as ranks;

-- How many there are and their sum, {0,0} of none: number and mean of a column by one pass instead of two.
create aggregate store.tally(integer) (sfunc = int4_avg_accum, stype = bigint[], initcond = '{0,0}', combinefunc = int4_avg_combine, parallel = safe);

-- With the sum beside the mean, so that means over years and provinces are one division of sums.
create or replace view ita.indicator_means as
    select t.fiscal_year, t.province_code, p.name as province, p.region, x.indicator, x.tally[1] as agencies, x.tally[2]::numeric / x.tally[1] * 0.01 as mean, x.tally[2] * 0.01 as points
    from (
        select s.fiscal_year, a.province_code, store.tally(s.ind01) as t1, store.tally(s.ind02) as t2, store.tally(s.ind03) as t3, store.tally(s.ind04) as t4, store.tally(s.ind05) as t5,
               store.tally(s.ind06) as t6, store.tally(s.ind07) as t7, store.tally(s.ind08) as t8, store.tally(s.ind09) as t9, store.tally(s.ind10) as t10
        from store.standings s join store.agencies a on a.code = s.agency_code
        where s.valid_to = 'infinity' and a.province_code is not null
        group by s.fiscal_year, a.province_code) t
    join store.provinces p on p.code = t.province_code
    cross join lateral (values ('IND01', t.t1), ('IND02', t.t2), ('IND03', t.t3), ('IND04', t.t4), ('IND05', t.t5), ('IND06', t.t6), ('IND07', t.t7), ('IND08', t.t8), ('IND09', t.t9), ('IND10', t.t10)) x (indicator, tally)
    where x.tally[1] > 0;
comment on column ita.indicator_means.points is 'Sum of the values of these agencies; over several years or provinces the mean is sum(points) / sum(agencies) | ผลรวมของค่า ค่าเฉลี่ยของหลายปีหรือหลายจังหวัดคือ sum(points) / sum(agencies)';
