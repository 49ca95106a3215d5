-- Standings of a document's agencies in one pass over their records: nothing is joined but by key, so the time grows with the document and not with
-- the database. A fresh database has no statistics yet, and a plan made then is kept by the connection: the function forbids what is only good for small tables.

create aggregate store.concatenate(anycompatiblearray) (sfunc = array_cat, stype = anycompatiblearray, parallel = safe);

-- The same rules as store.standing_of, which works out one agency and year and is what db check compares with.
create or replace function store.refresh_standings(p_agencies text[], p_years smallint[], p_now timestamptz) returns integer language plpgsql
set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
declare changed integer;
begin
    insert into store.subjects select distinct a, y from unnest(p_agencies, p_years) k (a, y) order by a, y on conflict do nothing;
    -- The lock makes the next statement see whatever another writer has just committed about the same agency and year.
    perform 1 from store.subjects s join (select distinct a, y from unnest(p_agencies, p_years) k (a, y)) k on s.agency_code = k.a and s.fiscal_year = k.y
        order by s.agency_code, s.fiscal_year for update of s;
    with c as (
        -- Every record of the codes that a standing holds, beside what an announcement says of the agency (a line of one has a record of the total only).
        select k.a, k.y, s.*, max(s.hundredths) over (partition by k.a, k.y, s.code) as value
        from (select distinct a, y from unnest(p_agencies, p_years) k (a, y)) k
        left join lateral (
            select s.sheet_id, s.source, s.document_no, s.ordinal, d.sha256, n.grade, n.passed, n.change, r.code, r.hundredths, r.status, r.candidates
            from store.sheets s
            join store.documents d on d.document_no = s.document_no and d.superseded_at = 'infinity'
            left join store.announcement_rows n on n.sheet_id = s.sheet_id
            join store.score_records r on r.sheet_id = s.sheet_id and r.valid_to = 'infinity'
                and r.code in ('TOTAL', 'IIT', 'EIT', 'OIT', 'IND01', 'IND02', 'IND03', 'IND04', 'IND05', 'IND06', 'IND07', 'IND08', 'IND09', 'IND10')
            where s.agency_code = k.a and s.fiscal_year = k.y and s.valid_to = 'infinity'
            offset 0) s on true), -- Agency by agency: the offset keeps the planner from reading all sheets at once.
    g as (
        select c.a, c.y, c.code, min(c.hundredths) as value,
               min(c.hundredths) is not null and min(c.hundredths) = max(c.hundredths) and not bool_or(c.status = 'conflicting' and not c.candidates @> array[c.value]) as published,
               bool_or(c.hundredths is not null or c.candidates is not null) as torn,
               min(c.source) filter (where c.hundredths is not null) <> max(c.source) filter (where c.hundredths is not null) as by_both,
               min(case c.status when 'confirmed' then 1 when 'repaired' then 2 when 'derived' then 3 when 'printed' then 4 end) as best,
               count(distinct c.document_no)::integer as documents,
               store.concatenate(coalesce(c.candidates, array[c.hundredths])) filter (where c.code = 'TOTAL') as surviving,
               -- The sheet that the total stands in, or that it is withheld from: the least by whether it has the value, kind of document, document, place.
               min(array[(c.hundredths is null)::text, c.source, c.sha256, lpad(c.ordinal::text, 9, '0'), c.sheet_id::text]) filter (where c.code = 'TOTAL') as published_in,
               min(array[(c.hundredths is not null)::text, c.source, c.sha256, lpad(c.ordinal::text, 9, '0'), c.sheet_id::text]) filter (where c.code = 'TOTAL') as withheld_in,
               min(c.grade) as grade, min(c.grade) <> max(c.grade) as grades_differ, bool_and(c.passed) as passed, bool_and(c.passed) <> bool_or(c.passed) as verdicts_differ,
               min(c.change) as change, min(c.change) <> max(c.change) as changes_differ
        from c group by c.a, c.y, c.code),
    u as (
        select g.*, case when g.published then g.value end as hundredths,
               case when g.published and g.by_both then 'confirmed' when g.published then (array['confirmed', 'repaired', 'derived', 'printed'])[g.best]
                    when g.torn then 'conflicting' else 'unresolved' end as outcome
        from g),
    w as (
        select u.a, u.y, max(u.hundredths) filter (where u.code = 'TOTAL') as total,
               coalesce(max(u.outcome) filter (where u.code = 'TOTAL'), 'unresolved') as total_status,
               coalesce((select array_agg(distinct x order by x) from unnest(store.concatenate(u.surviving)) x where x is not null), '{}') as candidates,
               max(u.hundredths) filter (where u.code = 'IIT') as iit, max(u.hundredths) filter (where u.code = 'EIT') as eit, max(u.hundredths) filter (where u.code = 'OIT') as oit,
               max(u.hundredths) filter (where u.code = 'IND01') as ind01, max(u.hundredths) filter (where u.code = 'IND02') as ind02,
               max(u.hundredths) filter (where u.code = 'IND03') as ind03, max(u.hundredths) filter (where u.code = 'IND04') as ind04,
               max(u.hundredths) filter (where u.code = 'IND05') as ind05, max(u.hundredths) filter (where u.code = 'IND06') as ind06,
               max(u.hundredths) filter (where u.code = 'IND07') as ind07, max(u.hundredths) filter (where u.code = 'IND08') as ind08,
               max(u.hundredths) filter (where u.code = 'IND09') as ind09, max(u.hundredths) filter (where u.code = 'IND10') as ind10,
               coalesce(array_agg(u.code order by store.code_order(u.code)) filter (where u.code is not null and u.hundredths is null), '{}') as withheld,
               (min(case when u.published then u.published_in else u.withheld_in end))[5]::bigint as source_sheet,
               min(u.grade) as printed_grade, coalesce(bool_or(u.grades_differ), false) as grades_differ, bool_and(u.passed) as printed_passed, coalesce(bool_or(u.verdicts_differ), false) as verdicts_differ,
               min(u.change) as change, coalesce(bool_or(u.changes_differ), false) as changes_differ, max(u.documents) as documents
        from u group by u.a, u.y),
    v as materialized (
        select w.*,
               (select case when b.instruments_from is null or (w.iit is not null and w.eit is not null and w.oit is not null) then b.grade end
                from store.grade_bands b
                where b.fiscal_year = w.y and b.from_hundredths <= w.total
                  and (b.instruments_from is null or least(w.iit, w.eit, w.oit) is null or least(w.iit, w.eit, w.oit) >= b.instruments_from)
                order by b.from_hundredths desc, b.instruments_from desc nulls last limit 1) as scale_grade,
               -- Passed only if every value that survives passes.
               (select case when bool_and(p.pass is not null) and (bool_and(p.pass) or not bool_or(p.pass)) then bool_and(p.pass) end
                from (select (select b.pass from store.grade_bands b where b.fiscal_year = w.y and b.from_hundredths <= x
                              order by b.from_hundredths desc, b.instruments_from nulls first limit 1) as pass
                      from unnest(w.candidates) x) p) as scale_passed
        from w)
    insert into store.standings as old (agency_code, fiscal_year, valid_from, total, total_status, candidates, iit, eit, oit,
        ind01, ind02, ind03, ind04, ind05, ind06, ind07, ind08, ind09, ind10, withheld, grade, passed, change, note, source_sheet, documents)
    select v.a, v.y, p_now, v.total, v.total_status, v.candidates, v.iit, v.eit, v.oit,
           v.ind01, v.ind02, v.ind03, v.ind04, v.ind05, v.ind06, v.ind07, v.ind08, v.ind09, v.ind10, v.withheld,
           case when v.total is not null and not v.grades_differ and (v.printed_grade = v.scale_grade) is not false then coalesce(v.printed_grade, v.scale_grade) end,
           case when not v.verdicts_differ and (v.printed_passed = v.scale_passed) is not false then coalesce(v.printed_passed, v.scale_passed) end,
           case when not v.changes_differ then v.change end,
           nullif(concat_ws('; ',
               case when v.total_status = 'conflicting' then 'withheld: ' || (select string_agg(store.print_score(x), ' or ' order by x) from unnest(v.candidates) x) end,
               case when v.grades_differ then 'announcements print several grades' end,
               case when not v.grades_differ and v.printed_grade <> v.scale_grade and v.total is not null then 'printed grade ' || v.printed_grade || ', by scale ' || v.scale_grade end,
               case when v.verdicts_differ or v.printed_passed <> v.scale_passed then 'printed verdict contradicts the score' end,
               case when v.changes_differ then 'announcements print several changes' end), ''),
           v.source_sheet, v.documents
    from v order by v.a, v.y
    on conflict (agency_code, fiscal_year, valid_to) do update set valid_from = excluded.valid_from,
        total = excluded.total, total_status = excluded.total_status, candidates = excluded.candidates, iit = excluded.iit, eit = excluded.eit, oit = excluded.oit,
        ind01 = excluded.ind01, ind02 = excluded.ind02, ind03 = excluded.ind03, ind04 = excluded.ind04, ind05 = excluded.ind05,
        ind06 = excluded.ind06, ind07 = excluded.ind07, ind08 = excluded.ind08, ind09 = excluded.ind09, ind10 = excluded.ind10,
        withheld = excluded.withheld, grade = excluded.grade, passed = excluded.passed, change = excluded.change, note = excluded.note,
        source_sheet = excluded.source_sheet, documents = excluded.documents
    where (old.total, old.total_status, old.candidates, old.iit, old.eit, old.oit, old.ind01, old.ind02, old.ind03, old.ind04, old.ind05,
           old.ind06, old.ind07, old.ind08, old.ind09, old.ind10, old.withheld, old.grade, old.passed, old.change, old.note, old.source_sheet, old.documents)
        is distinct from
          (excluded.total, excluded.total_status, excluded.candidates, excluded.iit, excluded.eit, excluded.oit, excluded.ind01, excluded.ind02, excluded.ind03, excluded.ind04, excluded.ind05,
           excluded.ind06, excluded.ind07, excluded.ind08, excluded.ind09, excluded.ind10, excluded.withheld, excluded.grade, excluded.passed, excluded.change, excluded.note, excluded.source_sheet, excluded.documents);
    get diagnostics changed = row_count;
    return changed;
end $$;
