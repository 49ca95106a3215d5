-- What readers may see without any right on the base tables, in less time. Views stand on their own now: a view lends its owner's rights to the tables it
-- names itself, not to those inside a function. What a question does not ask for stays out of its plan. History runs with its owner's rights.
create or replace function ita.contenders_at(p_at timestamptz)
returns table (fiscal_year smallint, province_code text, region text, low integer, high integer, is_sure integer)
language sql stable parallel safe as $$
    select t.fiscal_year, a.province_code, p.region, coalesce(t.low, 0), coalesce(t.high, 10000), case when t.low is null then 0 else 1 end
    from ita.standings_at(p_at) t left join store.agencies a on a.code = t.agency_code left join store.provinces p on p.code = a.province_code
    union all
    select s.fiscal_year, s.province_code, p.region, 0, coalesce(r.hundredths, 10000), 0
    from store.sheets s
    join store.documents doc on doc.document_no = s.document_no
    join store.score_records r on r.sheet_id = s.sheet_id and r.code = 'TOTAL'
    left join store.provinces p on p.code = s.province_code
    where s.agency_code is null and s.fiscal_year is not null and s.source = 'announcement'
      and case when p_at is null then s.valid_to = 'infinity' and r.valid_to = 'infinity' and doc.superseded_at = 'infinity'
               else s.valid_from <= p_at and p_at < s.valid_to and r.valid_from <= p_at and p_at < r.valid_to and p_at < doc.superseded_at end
$$;
create or replace function ita.ranking_at(p_at timestamptz)
returns table (fiscal_year smallint, province_code text, province text, region text, rank integer, rank_to integer, agency_code text, agency text, type text, district text, score numeric, grade text, change numeric, last_year_score numeric, passed boolean, status text, document text, page integer, note text, score_low numeric, score_high numeric, last_year_rank integer, rank_change integer, rank_in_region integer, rank_in_region_to integer, rank_in_nation integer, rank_in_nation_to integer, document_sha256 text, type_order smallint, sort_key text)
language sql stable parallel safe as $$
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
           case when coalesce(last.total, last.candidates[1]) is not null then (pl_best.lows_above + 1)::integer end,
           case when t.low is not null and coalesce(last.total, last.candidates[1]) is not null and pl_best.lows_above = pl_worst.highs_above - (coalesce(last.total, last.candidates[array_upper(last.candidates, 1)]) > coalesce(last.total, last.candidates[1]))::integer
                     and pr_best.lows_above = pr_worst.highs_above - (t.high > t.low)::integer then (pl_best.lows_above - pr_best.lows_above)::integer end,
           case when t.low is not null then (re_best.lows_above + 1)::integer end,
           case when t.low is not null then (re_worst.highs_above + 1 - (t.high > t.low)::integer)::integer end,
           case when t.low is not null then (na_best.lows_above + 1)::integer end,
           case when t.low is not null then (na_worst.highs_above + 1 - (t.high > t.low)::integer)::integer end,
           doc.sha256, a.type_order, a.sort_key
    from ita.standings_at(p_at) t
    join store.agencies a on a.code = t.agency_code
    left join store.provinces p on p.code = a.province_code
    left join store.districts d on d.code = a.district_code
    left join store.standings last on last.agency_code = t.agency_code and last.fiscal_year = t.fiscal_year - 1 and last.documents > 0
        and case when p_at is null then last.valid_to = 'infinity' else last.valid_from <= p_at and p_at < last.valid_to end
    left join store.sheets src on src.sheet_id = t.source_sheet
    left join store.documents doc on doc.document_no = src.document_no
    left join (
        select fiscal_year, province_code, v,
               sum(sum(lows)) over (partition by fiscal_year, province_code order by v desc) - sum(lows) as lows_above,
               sum(sum(highs)) over (partition by fiscal_year, province_code order by v desc) - sum(highs) as highs_above
        from ita.contenders_at(p_at) e cross join lateral (values (e.low, e.is_sure, 0), (e.high, 0, 1)) x (v, lows, highs)
        group by fiscal_year, province_code, v) pr_best on pr_best.fiscal_year = t.fiscal_year and pr_best.province_code = a.province_code and pr_best.v = t.high
    left join (
        select fiscal_year, province_code, v,
               sum(sum(lows)) over (partition by fiscal_year, province_code order by v desc) - sum(lows) as lows_above,
               sum(sum(highs)) over (partition by fiscal_year, province_code order by v desc) - sum(highs) as highs_above
        from ita.contenders_at(p_at) e cross join lateral (values (e.low, e.is_sure, 0), (e.high, 0, 1)) x (v, lows, highs)
        group by fiscal_year, province_code, v) pr_worst on pr_worst.fiscal_year = t.fiscal_year and pr_worst.province_code = a.province_code and pr_worst.v = t.low
    left join (
        select fiscal_year, province_code, v,
               sum(sum(lows)) over (partition by fiscal_year, province_code order by v desc) - sum(lows) as lows_above,
               sum(sum(highs)) over (partition by fiscal_year, province_code order by v desc) - sum(highs) as highs_above
        from ita.contenders_at(p_at) e cross join lateral (values (e.low, e.is_sure, 0), (e.high, 0, 1)) x (v, lows, highs)
        group by fiscal_year, province_code, v) pl_best on pl_best.fiscal_year = t.fiscal_year - 1 and pl_best.province_code = a.province_code and pl_best.v = coalesce(last.total, last.candidates[array_upper(last.candidates, 1)])
    left join (
        select fiscal_year, province_code, v,
               sum(sum(lows)) over (partition by fiscal_year, province_code order by v desc) - sum(lows) as lows_above,
               sum(sum(highs)) over (partition by fiscal_year, province_code order by v desc) - sum(highs) as highs_above
        from ita.contenders_at(p_at) e cross join lateral (values (e.low, e.is_sure, 0), (e.high, 0, 1)) x (v, lows, highs)
        group by fiscal_year, province_code, v) pl_worst on pl_worst.fiscal_year = t.fiscal_year - 1 and pl_worst.province_code = a.province_code and pl_worst.v = coalesce(last.total, last.candidates[1])
    left join (
        select fiscal_year, region, v,
               sum(sum(lows)) over (partition by fiscal_year, region order by v desc) - sum(lows) as lows_above,
               sum(sum(highs)) over (partition by fiscal_year, region order by v desc) - sum(highs) as highs_above
        from ita.contenders_at(p_at) e cross join lateral (values (e.low, e.is_sure, 0), (e.high, 0, 1)) x (v, lows, highs)
        group by fiscal_year, region, v) re_best on re_best.fiscal_year = t.fiscal_year and re_best.region = p.region and re_best.v = t.high
    left join (
        select fiscal_year, region, v,
               sum(sum(lows)) over (partition by fiscal_year, region order by v desc) - sum(lows) as lows_above,
               sum(sum(highs)) over (partition by fiscal_year, region order by v desc) - sum(highs) as highs_above
        from ita.contenders_at(p_at) e cross join lateral (values (e.low, e.is_sure, 0), (e.high, 0, 1)) x (v, lows, highs)
        group by fiscal_year, region, v) re_worst on re_worst.fiscal_year = t.fiscal_year and re_worst.region = p.region and re_worst.v = t.low
    left join (
        select fiscal_year, v,
               sum(sum(lows)) over (partition by fiscal_year order by v desc) - sum(lows) as lows_above,
               sum(sum(highs)) over (partition by fiscal_year order by v desc) - sum(highs) as highs_above
        from ita.contenders_at(p_at) e cross join lateral (values (e.low, e.is_sure, 0), (e.high, 0, 1)) x (v, lows, highs)
        group by fiscal_year, v) na_best on na_best.fiscal_year = t.fiscal_year and na_best.v = t.high
    left join (
        select fiscal_year, v,
               sum(sum(lows)) over (partition by fiscal_year order by v desc) - sum(lows) as lows_above,
               sum(sum(highs)) over (partition by fiscal_year order by v desc) - sum(highs) as highs_above
        from ita.contenders_at(p_at) e cross join lateral (values (e.low, e.is_sure, 0), (e.high, 0, 1)) x (v, lows, highs)
        group by fiscal_year, v) na_worst on na_worst.fiscal_year = t.fiscal_year and na_worst.v = t.low
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
      and case when p_at is null then s.valid_to = 'infinity' and r.valid_to = 'infinity' and doc.superseded_at = 'infinity'
               else s.valid_from <= p_at and p_at < s.valid_to and r.valid_from <= p_at and p_at < r.valid_to and p_at < doc.superseded_at end
$$;
alter function ita.ranking_at(timestamptz) security definer set search_path = pg_catalog, pg_temp;
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
           case when coalesce(last.total, last.candidates[1]) is not null then (pl_best.lows_above + 1)::integer end,
           case when t.low is not null and coalesce(last.total, last.candidates[1]) is not null and pl_best.lows_above = pl_worst.highs_above - (coalesce(last.total, last.candidates[array_upper(last.candidates, 1)]) > coalesce(last.total, last.candidates[1]))::integer
                     and pr_best.lows_above = pr_worst.highs_above - (t.high > t.low)::integer then (pl_best.lows_above - pr_best.lows_above)::integer end,
           case when t.low is not null then (re_best.lows_above + 1)::integer end,
           case when t.low is not null then (re_worst.highs_above + 1 - (t.high > t.low)::integer)::integer end,
           case when t.low is not null then (na_best.lows_above + 1)::integer end,
           case when t.low is not null then (na_worst.highs_above + 1 - (t.high > t.low)::integer)::integer end,
           doc.sha256, a.type_order, a.sort_key
    from (select t.agency_code, t.fiscal_year, t.total, t.total_status, coalesce(t.total, t.candidates[1]), coalesce(t.total, t.candidates[array_upper(t.candidates, 1)]), t.iit, t.eit, t.oit,
           t.ind01, t.ind02, t.ind03, t.ind04, t.ind05, t.ind06, t.ind07, t.ind08, t.ind09, t.ind10,
           t.withheld, t.grade, t.passed, t.change, t.note, t.source_sheet, t.documents
    from store.standings t
    where t.documents > 0 and t.valid_to = 'infinity') t (agency_code, fiscal_year, total, total_status, low, high, iit, eit, oit, ind01, ind02, ind03, ind04, ind05, ind06, ind07, ind08, ind09, ind10, withheld, grade, passed, change, note, source_sheet, documents)
    join store.agencies a on a.code = t.agency_code
    left join store.provinces p on p.code = a.province_code
    left join store.districts d on d.code = a.district_code
    left join store.standings last on last.agency_code = t.agency_code and last.fiscal_year = t.fiscal_year - 1 and last.documents > 0
        and last.valid_to = 'infinity'
    left join store.sheets src on src.sheet_id = t.source_sheet
    left join store.documents doc on doc.document_no = src.document_no
    left join (
        select fiscal_year, province_code, v,
               sum(sum(lows)) over (partition by fiscal_year, province_code order by v desc) - sum(lows) as lows_above,
               sum(sum(highs)) over (partition by fiscal_year, province_code order by v desc) - sum(highs) as highs_above
        from (select t.fiscal_year, a.province_code, p.region, coalesce(t.low, 0), coalesce(t.high, 10000), case when t.low is null then 0 else 1 end
    from (select t.agency_code, t.fiscal_year, t.total, t.total_status, coalesce(t.total, t.candidates[1]), coalesce(t.total, t.candidates[array_upper(t.candidates, 1)]), t.iit, t.eit, t.oit,
           t.ind01, t.ind02, t.ind03, t.ind04, t.ind05, t.ind06, t.ind07, t.ind08, t.ind09, t.ind10,
           t.withheld, t.grade, t.passed, t.change, t.note, t.source_sheet, t.documents
    from store.standings t
    where t.documents > 0 and t.valid_to = 'infinity') t (agency_code, fiscal_year, total, total_status, low, high, iit, eit, oit, ind01, ind02, ind03, ind04, ind05, ind06, ind07, ind08, ind09, ind10, withheld, grade, passed, change, note, source_sheet, documents) left join store.agencies a on a.code = t.agency_code left join store.provinces p on p.code = a.province_code
    union all
    select s.fiscal_year, s.province_code, p.region, 0, coalesce(r.hundredths, 10000), 0
    from store.sheets s
    join store.documents doc on doc.document_no = s.document_no
    join store.score_records r on r.sheet_id = s.sheet_id and r.code = 'TOTAL'
    left join store.provinces p on p.code = s.province_code
    where s.agency_code is null and s.fiscal_year is not null and s.source = 'announcement'
      and s.valid_to = 'infinity' and r.valid_to = 'infinity' and doc.superseded_at = 'infinity') e (fiscal_year, province_code, region, low, high, is_sure) cross join lateral (values (e.low, e.is_sure, 0), (e.high, 0, 1)) x (v, lows, highs)
        group by fiscal_year, province_code, v) pr_best on pr_best.fiscal_year = t.fiscal_year and pr_best.province_code = a.province_code and pr_best.v = t.high
    left join (
        select fiscal_year, province_code, v,
               sum(sum(lows)) over (partition by fiscal_year, province_code order by v desc) - sum(lows) as lows_above,
               sum(sum(highs)) over (partition by fiscal_year, province_code order by v desc) - sum(highs) as highs_above
        from (select t.fiscal_year, a.province_code, p.region, coalesce(t.low, 0), coalesce(t.high, 10000), case when t.low is null then 0 else 1 end
    from (select t.agency_code, t.fiscal_year, t.total, t.total_status, coalesce(t.total, t.candidates[1]), coalesce(t.total, t.candidates[array_upper(t.candidates, 1)]), t.iit, t.eit, t.oit,
           t.ind01, t.ind02, t.ind03, t.ind04, t.ind05, t.ind06, t.ind07, t.ind08, t.ind09, t.ind10,
           t.withheld, t.grade, t.passed, t.change, t.note, t.source_sheet, t.documents
    from store.standings t
    where t.documents > 0 and t.valid_to = 'infinity') t (agency_code, fiscal_year, total, total_status, low, high, iit, eit, oit, ind01, ind02, ind03, ind04, ind05, ind06, ind07, ind08, ind09, ind10, withheld, grade, passed, change, note, source_sheet, documents) left join store.agencies a on a.code = t.agency_code left join store.provinces p on p.code = a.province_code
    union all
    select s.fiscal_year, s.province_code, p.region, 0, coalesce(r.hundredths, 10000), 0
    from store.sheets s
    join store.documents doc on doc.document_no = s.document_no
    join store.score_records r on r.sheet_id = s.sheet_id and r.code = 'TOTAL'
    left join store.provinces p on p.code = s.province_code
    where s.agency_code is null and s.fiscal_year is not null and s.source = 'announcement'
      and s.valid_to = 'infinity' and r.valid_to = 'infinity' and doc.superseded_at = 'infinity') e (fiscal_year, province_code, region, low, high, is_sure) cross join lateral (values (e.low, e.is_sure, 0), (e.high, 0, 1)) x (v, lows, highs)
        group by fiscal_year, province_code, v) pr_worst on pr_worst.fiscal_year = t.fiscal_year and pr_worst.province_code = a.province_code and pr_worst.v = t.low
    left join (
        select fiscal_year, province_code, v,
               sum(sum(lows)) over (partition by fiscal_year, province_code order by v desc) - sum(lows) as lows_above,
               sum(sum(highs)) over (partition by fiscal_year, province_code order by v desc) - sum(highs) as highs_above
        from (select t.fiscal_year, a.province_code, p.region, coalesce(t.low, 0), coalesce(t.high, 10000), case when t.low is null then 0 else 1 end
    from (select t.agency_code, t.fiscal_year, t.total, t.total_status, coalesce(t.total, t.candidates[1]), coalesce(t.total, t.candidates[array_upper(t.candidates, 1)]), t.iit, t.eit, t.oit,
           t.ind01, t.ind02, t.ind03, t.ind04, t.ind05, t.ind06, t.ind07, t.ind08, t.ind09, t.ind10,
           t.withheld, t.grade, t.passed, t.change, t.note, t.source_sheet, t.documents
    from store.standings t
    where t.documents > 0 and t.valid_to = 'infinity') t (agency_code, fiscal_year, total, total_status, low, high, iit, eit, oit, ind01, ind02, ind03, ind04, ind05, ind06, ind07, ind08, ind09, ind10, withheld, grade, passed, change, note, source_sheet, documents) left join store.agencies a on a.code = t.agency_code left join store.provinces p on p.code = a.province_code
    union all
    select s.fiscal_year, s.province_code, p.region, 0, coalesce(r.hundredths, 10000), 0
    from store.sheets s
    join store.documents doc on doc.document_no = s.document_no
    join store.score_records r on r.sheet_id = s.sheet_id and r.code = 'TOTAL'
    left join store.provinces p on p.code = s.province_code
    where s.agency_code is null and s.fiscal_year is not null and s.source = 'announcement'
      and s.valid_to = 'infinity' and r.valid_to = 'infinity' and doc.superseded_at = 'infinity') e (fiscal_year, province_code, region, low, high, is_sure) cross join lateral (values (e.low, e.is_sure, 0), (e.high, 0, 1)) x (v, lows, highs)
        group by fiscal_year, province_code, v) pl_best on pl_best.fiscal_year = t.fiscal_year - 1 and pl_best.province_code = a.province_code and pl_best.v = coalesce(last.total, last.candidates[array_upper(last.candidates, 1)])
    left join (
        select fiscal_year, province_code, v,
               sum(sum(lows)) over (partition by fiscal_year, province_code order by v desc) - sum(lows) as lows_above,
               sum(sum(highs)) over (partition by fiscal_year, province_code order by v desc) - sum(highs) as highs_above
        from (select t.fiscal_year, a.province_code, p.region, coalesce(t.low, 0), coalesce(t.high, 10000), case when t.low is null then 0 else 1 end
    from (select t.agency_code, t.fiscal_year, t.total, t.total_status, coalesce(t.total, t.candidates[1]), coalesce(t.total, t.candidates[array_upper(t.candidates, 1)]), t.iit, t.eit, t.oit,
           t.ind01, t.ind02, t.ind03, t.ind04, t.ind05, t.ind06, t.ind07, t.ind08, t.ind09, t.ind10,
           t.withheld, t.grade, t.passed, t.change, t.note, t.source_sheet, t.documents
    from store.standings t
    where t.documents > 0 and t.valid_to = 'infinity') t (agency_code, fiscal_year, total, total_status, low, high, iit, eit, oit, ind01, ind02, ind03, ind04, ind05, ind06, ind07, ind08, ind09, ind10, withheld, grade, passed, change, note, source_sheet, documents) left join store.agencies a on a.code = t.agency_code left join store.provinces p on p.code = a.province_code
    union all
    select s.fiscal_year, s.province_code, p.region, 0, coalesce(r.hundredths, 10000), 0
    from store.sheets s
    join store.documents doc on doc.document_no = s.document_no
    join store.score_records r on r.sheet_id = s.sheet_id and r.code = 'TOTAL'
    left join store.provinces p on p.code = s.province_code
    where s.agency_code is null and s.fiscal_year is not null and s.source = 'announcement'
      and s.valid_to = 'infinity' and r.valid_to = 'infinity' and doc.superseded_at = 'infinity') e (fiscal_year, province_code, region, low, high, is_sure) cross join lateral (values (e.low, e.is_sure, 0), (e.high, 0, 1)) x (v, lows, highs)
        group by fiscal_year, province_code, v) pl_worst on pl_worst.fiscal_year = t.fiscal_year - 1 and pl_worst.province_code = a.province_code and pl_worst.v = coalesce(last.total, last.candidates[1])
    left join (
        select fiscal_year, region, v,
               sum(sum(lows)) over (partition by fiscal_year, region order by v desc) - sum(lows) as lows_above,
               sum(sum(highs)) over (partition by fiscal_year, region order by v desc) - sum(highs) as highs_above
        from (select t.fiscal_year, a.province_code, p.region, coalesce(t.low, 0), coalesce(t.high, 10000), case when t.low is null then 0 else 1 end
    from (select t.agency_code, t.fiscal_year, t.total, t.total_status, coalesce(t.total, t.candidates[1]), coalesce(t.total, t.candidates[array_upper(t.candidates, 1)]), t.iit, t.eit, t.oit,
           t.ind01, t.ind02, t.ind03, t.ind04, t.ind05, t.ind06, t.ind07, t.ind08, t.ind09, t.ind10,
           t.withheld, t.grade, t.passed, t.change, t.note, t.source_sheet, t.documents
    from store.standings t
    where t.documents > 0 and t.valid_to = 'infinity') t (agency_code, fiscal_year, total, total_status, low, high, iit, eit, oit, ind01, ind02, ind03, ind04, ind05, ind06, ind07, ind08, ind09, ind10, withheld, grade, passed, change, note, source_sheet, documents) left join store.agencies a on a.code = t.agency_code left join store.provinces p on p.code = a.province_code
    union all
    select s.fiscal_year, s.province_code, p.region, 0, coalesce(r.hundredths, 10000), 0
    from store.sheets s
    join store.documents doc on doc.document_no = s.document_no
    join store.score_records r on r.sheet_id = s.sheet_id and r.code = 'TOTAL'
    left join store.provinces p on p.code = s.province_code
    where s.agency_code is null and s.fiscal_year is not null and s.source = 'announcement'
      and s.valid_to = 'infinity' and r.valid_to = 'infinity' and doc.superseded_at = 'infinity') e (fiscal_year, province_code, region, low, high, is_sure) cross join lateral (values (e.low, e.is_sure, 0), (e.high, 0, 1)) x (v, lows, highs)
        group by fiscal_year, region, v) re_best on re_best.fiscal_year = t.fiscal_year and re_best.region = p.region and re_best.v = t.high
    left join (
        select fiscal_year, region, v,
               sum(sum(lows)) over (partition by fiscal_year, region order by v desc) - sum(lows) as lows_above,
               sum(sum(highs)) over (partition by fiscal_year, region order by v desc) - sum(highs) as highs_above
        from (select t.fiscal_year, a.province_code, p.region, coalesce(t.low, 0), coalesce(t.high, 10000), case when t.low is null then 0 else 1 end
    from (select t.agency_code, t.fiscal_year, t.total, t.total_status, coalesce(t.total, t.candidates[1]), coalesce(t.total, t.candidates[array_upper(t.candidates, 1)]), t.iit, t.eit, t.oit,
           t.ind01, t.ind02, t.ind03, t.ind04, t.ind05, t.ind06, t.ind07, t.ind08, t.ind09, t.ind10,
           t.withheld, t.grade, t.passed, t.change, t.note, t.source_sheet, t.documents
    from store.standings t
    where t.documents > 0 and t.valid_to = 'infinity') t (agency_code, fiscal_year, total, total_status, low, high, iit, eit, oit, ind01, ind02, ind03, ind04, ind05, ind06, ind07, ind08, ind09, ind10, withheld, grade, passed, change, note, source_sheet, documents) left join store.agencies a on a.code = t.agency_code left join store.provinces p on p.code = a.province_code
    union all
    select s.fiscal_year, s.province_code, p.region, 0, coalesce(r.hundredths, 10000), 0
    from store.sheets s
    join store.documents doc on doc.document_no = s.document_no
    join store.score_records r on r.sheet_id = s.sheet_id and r.code = 'TOTAL'
    left join store.provinces p on p.code = s.province_code
    where s.agency_code is null and s.fiscal_year is not null and s.source = 'announcement'
      and s.valid_to = 'infinity' and r.valid_to = 'infinity' and doc.superseded_at = 'infinity') e (fiscal_year, province_code, region, low, high, is_sure) cross join lateral (values (e.low, e.is_sure, 0), (e.high, 0, 1)) x (v, lows, highs)
        group by fiscal_year, region, v) re_worst on re_worst.fiscal_year = t.fiscal_year and re_worst.region = p.region and re_worst.v = t.low
    left join (
        select fiscal_year, v,
               sum(sum(lows)) over (partition by fiscal_year order by v desc) - sum(lows) as lows_above,
               sum(sum(highs)) over (partition by fiscal_year order by v desc) - sum(highs) as highs_above
        from (select t.fiscal_year, a.province_code, p.region, coalesce(t.low, 0), coalesce(t.high, 10000), case when t.low is null then 0 else 1 end
    from (select t.agency_code, t.fiscal_year, t.total, t.total_status, coalesce(t.total, t.candidates[1]), coalesce(t.total, t.candidates[array_upper(t.candidates, 1)]), t.iit, t.eit, t.oit,
           t.ind01, t.ind02, t.ind03, t.ind04, t.ind05, t.ind06, t.ind07, t.ind08, t.ind09, t.ind10,
           t.withheld, t.grade, t.passed, t.change, t.note, t.source_sheet, t.documents
    from store.standings t
    where t.documents > 0 and t.valid_to = 'infinity') t (agency_code, fiscal_year, total, total_status, low, high, iit, eit, oit, ind01, ind02, ind03, ind04, ind05, ind06, ind07, ind08, ind09, ind10, withheld, grade, passed, change, note, source_sheet, documents) left join store.agencies a on a.code = t.agency_code left join store.provinces p on p.code = a.province_code
    union all
    select s.fiscal_year, s.province_code, p.region, 0, coalesce(r.hundredths, 10000), 0
    from store.sheets s
    join store.documents doc on doc.document_no = s.document_no
    join store.score_records r on r.sheet_id = s.sheet_id and r.code = 'TOTAL'
    left join store.provinces p on p.code = s.province_code
    where s.agency_code is null and s.fiscal_year is not null and s.source = 'announcement'
      and s.valid_to = 'infinity' and r.valid_to = 'infinity' and doc.superseded_at = 'infinity') e (fiscal_year, province_code, region, low, high, is_sure) cross join lateral (values (e.low, e.is_sure, 0), (e.high, 0, 1)) x (v, lows, highs)
        group by fiscal_year, v) na_best on na_best.fiscal_year = t.fiscal_year and na_best.v = t.high
    left join (
        select fiscal_year, v,
               sum(sum(lows)) over (partition by fiscal_year order by v desc) - sum(lows) as lows_above,
               sum(sum(highs)) over (partition by fiscal_year order by v desc) - sum(highs) as highs_above
        from (select t.fiscal_year, a.province_code, p.region, coalesce(t.low, 0), coalesce(t.high, 10000), case when t.low is null then 0 else 1 end
    from (select t.agency_code, t.fiscal_year, t.total, t.total_status, coalesce(t.total, t.candidates[1]), coalesce(t.total, t.candidates[array_upper(t.candidates, 1)]), t.iit, t.eit, t.oit,
           t.ind01, t.ind02, t.ind03, t.ind04, t.ind05, t.ind06, t.ind07, t.ind08, t.ind09, t.ind10,
           t.withheld, t.grade, t.passed, t.change, t.note, t.source_sheet, t.documents
    from store.standings t
    where t.documents > 0 and t.valid_to = 'infinity') t (agency_code, fiscal_year, total, total_status, low, high, iit, eit, oit, ind01, ind02, ind03, ind04, ind05, ind06, ind07, ind08, ind09, ind10, withheld, grade, passed, change, note, source_sheet, documents) left join store.agencies a on a.code = t.agency_code left join store.provinces p on p.code = a.province_code
    union all
    select s.fiscal_year, s.province_code, p.region, 0, coalesce(r.hundredths, 10000), 0
    from store.sheets s
    join store.documents doc on doc.document_no = s.document_no
    join store.score_records r on r.sheet_id = s.sheet_id and r.code = 'TOTAL'
    left join store.provinces p on p.code = s.province_code
    where s.agency_code is null and s.fiscal_year is not null and s.source = 'announcement'
      and s.valid_to = 'infinity' and r.valid_to = 'infinity' and doc.superseded_at = 'infinity') e (fiscal_year, province_code, region, low, high, is_sure) cross join lateral (values (e.low, e.is_sure, 0), (e.high, 0, 1)) x (v, lows, highs)
        group by fiscal_year, v) na_worst on na_worst.fiscal_year = t.fiscal_year and na_worst.v = t.low
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
create or replace function ita.scores_at(p_at timestamptz)
returns table (fiscal_year smallint, agency_code text, agency text, type text, district text, province_code text, province text, region text, code text, level text, score numeric, status text, candidates numeric[], grade text, documents integer, code_order integer)
language sql stable parallel safe as $$
    select sub.fiscal_year, sub.agency_code, a.name, a.type, d.name, a.province_code, p.name, p.region,
           u.code, case when u.code = 'TOTAL' then 'total' when u.code in ('IIT', 'EIT', 'OIT') then 'instrument' when u.code like 'IND%' then 'indicator' else 'item' end,
           u.hundredths * 0.01, u.status, (select array_agg(x * 0.01 order by x) from unnest(u.candidates) x),
           case when u.code = 'TOTAL' then (select t.grade from ita.standings_at(p_at) t where t.agency_code = sub.agency_code and t.fiscal_year = sub.fiscal_year) end,
           u.documents, store.code_order(u.code)
    from store.subjects sub
    cross join lateral store.united(sub.agency_code, sub.fiscal_year, p_at) u
    join store.agencies a on a.code = sub.agency_code
    left join store.provinces p on p.code = a.province_code
    left join store.districts d on d.code = a.district_code
$$;
alter function ita.scores_at(timestamptz) security definer set search_path = pg_catalog, pg_temp;
create or replace view ita.scores as select fiscal_year, agency_code, agency, type, district, province_code, province, region, code, level, score, status, candidates, grade, documents, code_order from (
    select sub.fiscal_year, sub.agency_code, a.name, a.type, d.name, a.province_code, p.name, p.region,
           u.code, case when u.code = 'TOTAL' then 'total' when u.code in ('IIT', 'EIT', 'OIT') then 'instrument' when u.code like 'IND%' then 'indicator' else 'item' end,
           u.hundredths * 0.01, u.status, (select array_agg(x * 0.01 order by x) from unnest(u.candidates) x),
           case when u.code = 'TOTAL' then (select t.grade from (select t.agency_code, t.fiscal_year, t.total, t.total_status, coalesce(t.total, t.candidates[1]), coalesce(t.total, t.candidates[array_upper(t.candidates, 1)]), t.iit, t.eit, t.oit,
           t.ind01, t.ind02, t.ind03, t.ind04, t.ind05, t.ind06, t.ind07, t.ind08, t.ind09, t.ind10,
           t.withheld, t.grade, t.passed, t.change, t.note, t.source_sheet, t.documents
    from store.standings t
    where t.documents > 0 and t.valid_to = 'infinity') t (agency_code, fiscal_year, total, total_status, low, high, iit, eit, oit, ind01, ind02, ind03, ind04, ind05, ind06, ind07, ind08, ind09, ind10, withheld, grade, passed, change, note, source_sheet, documents) where t.agency_code = sub.agency_code and t.fiscal_year = sub.fiscal_year) end,
           u.documents, store.code_order(u.code)
    from store.subjects sub
    cross join lateral (select g.code,
           case when g.published then g.value end,
           case when g.published and g.sources > 1 then 'confirmed'
                when g.published then (array['confirmed', 'repaired', 'derived', 'printed'])[g.best]
                when g.surviving is null then 'unresolved' else 'conflicting' end,
           coalesce(g.surviving, '{}'), g.sheets, g.documents
    from (
        select c.code,
               min(c.hundredths) as value,
               min(c.hundredths) is not null and min(c.hundredths) = max(c.hundredths) and not bool_or(c.status = 'conflicting' and not c.candidates @> array[c.value]) as published,
               count(distinct c.source) filter (where c.hundredths is not null) as sources,
               min(case c.status when 'confirmed' then 1 when 'repaired' then 2 when 'derived' then 3 when 'printed' then 4 end) as best,
               array_agg(distinct x.value order by x.value) filter (where x.value is not null) as surviving,
               array_agg(distinct c.sheet_id order by c.sheet_id) as sheets,
               count(distinct c.document_no)::integer as documents
        from (
            select r.code, r.hundredths, r.status, r.candidates, s.sheet_id, s.source, s.document_no, max(r.hundredths) over (partition by r.code) as value
            from store.sheets s
            join store.documents d on d.document_no = s.document_no
            join store.score_records r on r.sheet_id = s.sheet_id
            where s.agency_code = sub.agency_code and s.fiscal_year = sub.fiscal_year
              and s.valid_to = 'infinity' and r.valid_to = 'infinity' and d.superseded_at = 'infinity'
        ) c
        left join lateral unnest(coalesce(c.candidates, array[c.hundredths])) as x (value) on true
        group by c.code
    ) g) u (code, hundredths, status, candidates, sheets, documents)
    join store.agencies a on a.code = sub.agency_code
    left join store.provinces p on p.code = a.province_code
    left join store.districts d on d.code = a.district_code
) v (fiscal_year, agency_code, agency, type, district, province_code, province, region, code, level, score, status, candidates, grade, documents, code_order);
alter function ita.sheets_at(timestamptz) security definer set search_path = pg_catalog, pg_temp;
create or replace view ita.sheets as select fiscal_year, agency_code, agency, type, district, province_code, province, region, total, status, grade, passed, iit, eit, oit, ind01, ind02, ind03, ind04, ind05, ind06, ind07, ind08, ind09, ind10, withheld, documents, type_order, sort_key collate "default" from (
    select t.fiscal_year, t.agency_code, a.name, a.type, d.name, a.province_code, p.name, p.region,
           t.total * 0.01, t.total_status, t.grade, t.passed, t.iit * 0.01, t.eit * 0.01, t.oit * 0.01,
           t.ind01 * 0.01, t.ind02 * 0.01, t.ind03 * 0.01, t.ind04 * 0.01, t.ind05 * 0.01, t.ind06 * 0.01, t.ind07 * 0.01, t.ind08 * 0.01, t.ind09 * 0.01, t.ind10 * 0.01,
           t.withheld, t.documents, a.type_order, a.sort_key
    from (select t.agency_code, t.fiscal_year, t.total, t.total_status, coalesce(t.total, t.candidates[1]), coalesce(t.total, t.candidates[array_upper(t.candidates, 1)]), t.iit, t.eit, t.oit,
           t.ind01, t.ind02, t.ind03, t.ind04, t.ind05, t.ind06, t.ind07, t.ind08, t.ind09, t.ind10,
           t.withheld, t.grade, t.passed, t.change, t.note, t.source_sheet, t.documents
    from store.standings t
    where t.documents > 0 and t.valid_to = 'infinity') t (agency_code, fiscal_year, total, total_status, low, high, iit, eit, oit, ind01, ind02, ind03, ind04, ind05, ind06, ind07, ind08, ind09, ind10, withheld, grade, passed, change, note, source_sheet, documents)
    join store.agencies a on a.code = t.agency_code
    left join store.provinces p on p.code = a.province_code
    left join store.districts d on d.code = a.district_code
) v (fiscal_year, agency_code, agency, type, district, province_code, province, region, total, status, grade, passed, iit, eit, oit, ind01, ind02, ind03, ind04, ind05, ind06, ind07, ind08, ind09, ind10, withheld, documents, type_order, sort_key);
alter function ita.trends_at(timestamptz) security definer set search_path = pg_catalog, pg_temp;
create or replace view ita.trends as select fiscal_year, agency_code, agency, type, district, province_code, province, region, score, last_year_score, change, first_year, change_since_first, years from (
    select t.fiscal_year, t.agency_code, a.name, a.type, d.name, a.province_code, p.name, p.region,
           t.total * 0.01, last.total * 0.01, (t.total - last.total) * 0.01,
           first_value(t.fiscal_year) over w, (t.total - first_value(t.total) over w) * 0.01, count(*) over w
    from (select t.agency_code, t.fiscal_year, t.total, t.total_status, coalesce(t.total, t.candidates[1]), coalesce(t.total, t.candidates[array_upper(t.candidates, 1)]), t.iit, t.eit, t.oit,
           t.ind01, t.ind02, t.ind03, t.ind04, t.ind05, t.ind06, t.ind07, t.ind08, t.ind09, t.ind10,
           t.withheld, t.grade, t.passed, t.change, t.note, t.source_sheet, t.documents
    from store.standings t
    where t.documents > 0 and t.valid_to = 'infinity') t (agency_code, fiscal_year, total, total_status, low, high, iit, eit, oit, ind01, ind02, ind03, ind04, ind05, ind06, ind07, ind08, ind09, ind10, withheld, grade, passed, change, note, source_sheet, documents)
    left join (select t.agency_code, t.fiscal_year, t.total, t.total_status, coalesce(t.total, t.candidates[1]), coalesce(t.total, t.candidates[array_upper(t.candidates, 1)]), t.iit, t.eit, t.oit,
           t.ind01, t.ind02, t.ind03, t.ind04, t.ind05, t.ind06, t.ind07, t.ind08, t.ind09, t.ind10,
           t.withheld, t.grade, t.passed, t.change, t.note, t.source_sheet, t.documents
    from store.standings t
    where t.documents > 0 and t.valid_to = 'infinity') last (agency_code, fiscal_year, total, total_status, low, high, iit, eit, oit, ind01, ind02, ind03, ind04, ind05, ind06, ind07, ind08, ind09, ind10, withheld, grade, passed, change, note, source_sheet, documents) on last.agency_code = t.agency_code and last.fiscal_year = t.fiscal_year - 1
    join store.agencies a on a.code = t.agency_code
    left join store.provinces p on p.code = a.province_code
    left join store.districts d on d.code = a.district_code
    where t.total is not null
    window w as (partition by t.agency_code order by t.fiscal_year)
) v (fiscal_year, agency_code, agency, type, district, province_code, province, region, score, last_year_score, change, first_year, change_since_first, years);
alter function ita.evidence_at(timestamptz) security definer set search_path = pg_catalog, pg_temp;
create or replace view ita.evidence as select fiscal_year, agency_code, agency, code, score, status, support, proof, source, document, document_sha256, origin, superseded, page, line, x0, y0, x1, y1, as_printed, read_as, unreadable, label, place, reader, confidence, rule, doubt, code_order, mention from (
    select s.fiscal_year, s.agency_code, coalesce(a.name, s.printed[1]), r.code, r.hundredths * 0.01, r.status, r.support, r.proof, s.source,
           doc.file_name, doc.sha256, doc.origin, doc.superseded_at < 'infinity', o.page, o.line, o.x0, o.y0, o.x1, o.y1, o.as_printed, o.hundredths * 0.01, o.unreadable,
           o.label, o.place, o.reader, o.confidence, o.rule, o.doubt, store.code_order(r.code), o.ordinal
    from store.sheets s
    join store.documents doc on doc.document_no = s.document_no
    join store.score_records r on r.sheet_id = s.sheet_id
    left join store.observations o on o.sheet_id = s.sheet_id and o.observation_id = any (r.mentions)
    left join store.agencies a on a.code = s.agency_code
    where s.valid_to = 'infinity' and r.valid_to = 'infinity'
) v (fiscal_year, agency_code, agency, code, score, status, support, proof, source, document, document_sha256, origin, superseded, page, line, x0, y0, x1, y1, as_printed, read_as, unreadable, label, place, reader, confidence, rule, doubt, code_order, mention);
alter function ita.issues_at(timestamptz) security definer set search_path = pg_catalog, pg_temp;
create or replace view ita.issues as select document, document_sha256, code, severity, message, page, line, known_since, ordinal from (
    select doc.file_name, doc.sha256, i.code, i.severity, i.message, i.page, i.line, i.valid_from, i.ordinal
    from store.issues i join store.documents doc on doc.document_no = i.document_no
    where i.valid_to = 'infinity'
) v (document, document_sha256, code, severity, message, page, line, known_since, ordinal);
create or replace view ita.coverage as
    select y.fiscal_year, a.code as agency_code, a.name as agency, a.type, d.name as district, a.province_code, p.name as province, p.region,
           coalesce(t.documents, 0) as documents,
           coalesce(c.reports, 0) as reports, coalesce(c.announcements, 0) as announcements,
           coalesce(t.total_status, 'missing') as status, a.type_order, a.sort_key
    from (select distinct fiscal_year from store.subjects) y
    cross join store.agencies a
    left join (select t.agency_code, t.fiscal_year, t.total, t.total_status, coalesce(t.total, t.candidates[1]), coalesce(t.total, t.candidates[array_upper(t.candidates, 1)]), t.iit, t.eit, t.oit,
           t.ind01, t.ind02, t.ind03, t.ind04, t.ind05, t.ind06, t.ind07, t.ind08, t.ind09, t.ind10,
           t.withheld, t.grade, t.passed, t.change, t.note, t.source_sheet, t.documents
    from store.standings t
    where t.documents > 0 and t.valid_to = 'infinity') t (agency_code, fiscal_year, total, total_status, low, high, iit, eit, oit, ind01, ind02, ind03, ind04, ind05, ind06, ind07, ind08, ind09, ind10, withheld, grade, passed, change, note, source_sheet, documents) on t.agency_code = a.code and t.fiscal_year = y.fiscal_year
    left join (
        select s.agency_code, s.fiscal_year, count(distinct s.document_no) filter (where s.source = 'report') as reports, count(distinct s.document_no) filter (where s.source = 'announcement') as announcements
        from store.sheets s join store.documents doc on doc.document_no = s.document_no
        where s.valid_to = 'infinity' and doc.superseded_at = 'infinity' and s.agency_code is not null
        group by s.agency_code, s.fiscal_year) c on c.agency_code = a.code and c.fiscal_year = y.fiscal_year
    left join store.provinces p on p.code = a.province_code
    left join store.districts d on d.code = a.district_code;

create view ita.indicator_means as
    select t.fiscal_year, t.province_code, p.name as province, p.region, x.indicator, x.agencies, x.mean * 0.01 as mean
    from (
        select t.fiscal_year, a.province_code,
               avg(ind01) m1, avg(ind02) m2, avg(ind03) m3, avg(ind04) m4, avg(ind05) m5, avg(ind06) m6, avg(ind07) m7, avg(ind08) m8, avg(ind09) m9, avg(ind10) m10,
               count(ind01) n1, count(ind02) n2, count(ind03) n3, count(ind04) n4, count(ind05) n5, count(ind06) n6, count(ind07) n7, count(ind08) n8, count(ind09) n9, count(ind10) n10
        from store.standings t join store.agencies a on a.code = t.agency_code
        where t.valid_to = 'infinity' and t.documents > 0 and a.province_code is not null
        group by t.fiscal_year, a.province_code) t
    join store.provinces p on p.code = t.province_code
    cross join lateral (values ('IND01', t.n1, t.m1), ('IND02', t.n2, t.m2), ('IND03', t.n3, t.m3), ('IND04', t.n4, t.m4), ('IND05', t.n5, t.m5),
        ('IND06', t.n6, t.m6), ('IND07', t.n7, t.m7), ('IND08', t.n8, t.m8), ('IND09', t.n9, t.m9), ('IND10', t.n10, t.m10)) x (indicator, agencies, mean)
    where x.agencies > 0;
comment on view ita.indicator_means is 'Mean of each indicator by province and year, over agencies whose value is published. | ค่าเฉลี่ยรายตัวชี้วัดของแต่ละจังหวัดและปี';
comment on column ita.indicator_means.fiscal_year is 'Fiscal year, Buddhist Era | ปีงบประมาณ (พ.ศ.)';
comment on column ita.indicator_means.province_code is 'Official two-digit code of the province | รหัสจังหวัดสองหลัก';
comment on column ita.indicator_means.province is 'Province | จังหวัด';
comment on column ita.indicator_means.region is 'Region of the country | ภาค';
comment on column ita.indicator_means.indicator is 'IND01 to IND10 | ตัวชี้วัด IND01 ถึง IND10';
comment on column ita.indicator_means.agencies is 'Agencies with a published value | จำนวนหน่วยงานที่มีค่า';
comment on column ita.indicator_means.mean is 'Mean, 0 to 100 | ค่าเฉลี่ย 0 ถึง 100';
