-- Ranks of years that change at the moment are looked up in a map that a question works out once, at the first row that needs it: nothing has to be
-- joined where nothing changes, and no guess about the number of such years can spoil the plan of a page (coalesce keeps the planner from believing that
-- the comparison leaves one row in a thousand).

alter view store.live_ranks rename to live_rank_rows;
create view store.live_ranks as
    select jsonb_object_agg(r.fiscal_year || ' ' || r.agency_code, jsonb_build_array(r.rank_in_region, r.rank_in_region_to, r.rank_in_nation, r.rank_in_nation_to)) as ranks
    from (select c.fiscal_year, r.* from (select distinct fiscal_year from store.rank_changes) c cross join lateral store.ranks_of(c.fiscal_year) r) r;

create or replace view ita.ranking as select fiscal_year, province_code, province, region, rank, rank_to, agency_code, agency, type, district, score, grade, change, last_year_score, passed, status, document, page, note, score_low, score_high, last_year_rank, rank_change, rank_in_region, rank_in_region_to, rank_in_nation, rank_in_nation_to, document_sha256, type_order, sort_key collate "default" from (
    select t.fiscal_year, a.province_code, p.name, p.region,
           case when t.low is not null then (pr_best.lows_above + 1)::integer end,
           case when t.low is not null then (pr_worst.highs_above + 1 - (t.high > t.low)::integer)::integer end,
           t.agency_code, a.name, a.type, d.name,
           t.total * 0.01, t.grade,
           coalesce(t.change, t.total - last.total) * 0.01,
           case when t.change is null or last.total is null then coalesce(last.total, t.total - t.change)
                when last.total = t.total - t.change then last.total end * 0.01,
           t.passed, t.total_status, doc.file_name,
           (select min(o.page) from store.observations o where o.sheet_id = t.source_sheet and o.code = 'TOTAL' and (t.total is null or o.hundredths = t.total)),
           nullif(concat_ws('; ', t.note, case when last.total <> t.total - t.change
               then 'last year: ' || store.print_score(last.total) || ' published, ' || store.print_score(t.total - t.change) || ' by the announced difference' end), ''),
           t.low * 0.01, t.high * 0.01,
           (pl.best + 1)::integer,
           case when t.low is not null and pl.best = pl.worst and pr_best.lows_above = pr_worst.highs_above - (t.high > t.low)::integer then (pl.best - pr_best.lows_above)::integer end,
           coalesce(k.rank_in_region, ((select ranks from store.live_ranks) -> (t.fiscal_year || ' ' || t.agency_code) -> 0)::integer), coalesce(k.rank_in_region_to, ((select ranks from store.live_ranks) -> (t.fiscal_year || ' ' || t.agency_code) -> 1)::integer),
           coalesce(k.rank_in_nation, ((select ranks from store.live_ranks) -> (t.fiscal_year || ' ' || t.agency_code) -> 2)::integer), coalesce(k.rank_in_nation_to, ((select ranks from store.live_ranks) -> (t.fiscal_year || ' ' || t.agency_code) -> 3)::integer),
           doc.sha256, a.type_order, a.sort_key
    from store.standing_ranges t
    join store.agencies a on a.code = t.agency_code
    left join store.provinces p on p.code = a.province_code
    left join store.districts d on d.code = a.district_code
    left join store.standings last on last.agency_code = t.agency_code and last.fiscal_year = t.fiscal_year - 1 and last.documents > 0
        and last.valid_to = 'infinity'
    left join store.sheets src on src.sheet_id = t.source_sheet
    left join store.documents doc on doc.document_no = src.document_no
    left join store.provincial_places pr_best on pr_best.fiscal_year = t.fiscal_year and pr_best.province_code = a.province_code and pr_best.v = t.high
    left join store.provincial_places pr_worst on pr_worst.fiscal_year = t.fiscal_year and pr_worst.province_code = a.province_code and pr_worst.v = t.low
    left join (
        -- Grouped only so that the planner sees one row per agency and year and leaves it out where nobody asks for last year's rank.
        select l.agency_code, l.fiscal_year + 1 as next_year, min(best.lows_above) as best, min(worst.highs_above - (l.high > l.low)::integer) as worst
        from store.standing_ranges l
        join store.agencies la on la.code = l.agency_code
        left join store.provincial_places best on best.fiscal_year = l.fiscal_year and best.province_code = la.province_code and best.v = l.high
        left join store.provincial_places worst on worst.fiscal_year = l.fiscal_year and worst.province_code = la.province_code and worst.v = l.low
        where l.low is not null
        group by l.agency_code, l.fiscal_year + 1) pl on pl.agency_code = t.agency_code and pl.next_year = t.fiscal_year
    left join store.ranks k on k.agency_code = t.agency_code and k.fiscal_year = t.fiscal_year and coalesce(k.fiscal_year <> all (array(select fiscal_year from store.rank_changes)), true)
    union all
    select s.fiscal_year, s.province_code, p.name, p.region, null, null, null, s.printed[1], null, s.printed_district,
           r.hundredths * 0.01, w.grade, w.change * 0.01, (r.hundredths - w.change) * 0.01, w.passed, 'unresolved', doc.file_name,
           (select min(o.page) from store.observations o where o.sheet_id = s.sheet_id),
           'the agency is not identified: name as printed', r.hundredths * 0.01, r.hundredths * 0.01, null, null, null, null, null, null, doc.sha256, 9::smallint, lpad(w.number::text, 6, '0')
    from store.sheets s
    join store.documents doc on doc.document_no = s.document_no
    join store.announcement_rows w on w.sheet_id = s.sheet_id
    join store.score_records r on r.sheet_id = s.sheet_id and r.code = 'TOTAL'
    left join store.provinces p on p.code = s.province_code
    where s.agency_code is null and s.fiscal_year is not null
      and s.valid_to = 'infinity' and r.valid_to = 'infinity' and doc.superseded_at = 'infinity'
) v (fiscal_year, province_code, province, region, rank, rank_to, agency_code, agency, type, district, score, grade, change, last_year_score, passed, status, document, page, note, score_low, score_high, last_year_rank, rank_change, rank_in_region, rank_in_region_to, rank_in_nation, rank_in_nation_to, document_sha256, type_order, sort_key);

create or replace view ita.national_ranking as
    select t.fiscal_year, coalesce(k.rank_in_nation, ((select ranks from store.live_ranks) -> (t.fiscal_year || ' ' || t.agency_code) -> 2)::integer) as rank_in_nation, coalesce(k.rank_in_nation_to, ((select ranks from store.live_ranks) -> (t.fiscal_year || ' ' || t.agency_code) -> 3)::integer) as rank_in_nation_to,
           coalesce(k.rank_in_region, ((select ranks from store.live_ranks) -> (t.fiscal_year || ' ' || t.agency_code) -> 0)::integer) as rank_in_region, coalesce(k.rank_in_region_to, ((select ranks from store.live_ranks) -> (t.fiscal_year || ' ' || t.agency_code) -> 1)::integer) as rank_in_region_to,
           t.agency_code, a.name as agency, a.type, d.name as district, a.province_code, p.name as province, p.region, t.total * 0.01 as score, t.low * 0.01 as score_low, t.high * 0.01 as score_high,
           t.grade, t.passed, t.total_status as status, t.note, a.type_order, a.sort_key
    from store.standing_ranges t
    join store.agencies a on a.code = t.agency_code
    left join store.provinces p on p.code = a.province_code
    left join store.districts d on d.code = a.district_code
    left join store.ranks k on k.agency_code = t.agency_code and k.fiscal_year = t.fiscal_year and coalesce(k.fiscal_year <> all (array(select fiscal_year from store.rank_changes)), true);

drop view store.live_rank_rows;
