-- Last year's rank is worked out only where it is asked for: a national page no longer reads every year.
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
        -- Grouped only so that the planner sees one row per agency and year and leaves it out where nobody asks for last year's rank.
        select l.agency_code, l.fiscal_year + 1 as next_year, min(pl_best.lows_above) as best, min(pl_worst.highs_above - (coalesce(l.total, l.candidates[array_upper(l.candidates, 1)]) > coalesce(l.total, l.candidates[1]))::integer) as worst
        from store.standings l
        join store.agencies la on la.code = l.agency_code
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
        group by fiscal_year, province_code, v) pl_best on pl_best.fiscal_year = l.fiscal_year and pl_best.province_code = la.province_code and pl_best.v = coalesce(l.total, l.candidates[array_upper(l.candidates, 1)])
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
        group by fiscal_year, province_code, v) pl_worst on pl_worst.fiscal_year = l.fiscal_year and pl_worst.province_code = la.province_code and pl_worst.v = coalesce(l.total, l.candidates[1])
        where l.valid_to = 'infinity' and l.documents > 0 and coalesce(l.total, l.candidates[1]) is not null
        group by l.agency_code, l.fiscal_year + 1) pl on pl.agency_code = t.agency_code and pl.next_year = t.fiscal_year
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
