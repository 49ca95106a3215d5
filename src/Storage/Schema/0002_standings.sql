-- How documents together come to one standing per agency and year.

-- What was last stored of the reference data, so that storing the same again costs nothing.
create table store.reference_state (
    name     text primary key,
    checksum text not null
);

-- Every code of one agency in one year over all its documents, now (p_at null) or as it stood.
-- A value is published only when every document that publishes one gives the same and none that is torn between values excludes it:
-- storage never prefers one document to another. An announcement and a report that agree confirm each other.
create function store.united(p_agency text, p_year smallint, p_at timestamptz)
returns table (code text, hundredths integer, status text, candidates integer[], sheets bigint[], documents integer)
language sql stable parallel safe as $$
    select g.code,
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
            where s.agency_code = p_agency and s.fiscal_year = p_year
              and case when p_at is null then s.valid_to = 'infinity' and r.valid_to = 'infinity' and d.superseded_at = 'infinity'
                       else s.valid_from <= p_at and p_at < s.valid_to and r.valid_from <= p_at and p_at < r.valid_to and p_at < d.superseded_at end
        ) c
        left join lateral unnest(coalesce(c.candidates, array[c.hundredths])) as x (value) on true
        group by c.code
    ) g
$$;

-- The grade that the year's scale gives; null where it cannot be known (an instrument that decides is not known).
create function store.grade_of(p_year smallint, p_total integer, p_iit integer, p_eit integer, p_oit integer)
returns text language sql stable parallel safe as $$
    select case when b.instruments_from is null or (p_iit is not null and p_eit is not null and p_oit is not null) then b.grade end
    from store.grade_bands b
    where b.fiscal_year = p_year and b.from_hundredths <= p_total
      and (b.instruments_from is null or least(p_iit, p_eit, p_oit) is null or least(p_iit, p_eit, p_oit) >= b.instruments_from)
    order by b.from_hundredths desc, b.instruments_from desc nulls last
    limit 1
$$;

-- Whether a total passes by the year's scale; null where the scale is not known.
create function store.passes(p_year smallint, p_total integer) returns boolean language sql stable parallel safe as $$
    select b.pass from store.grade_bands b where b.fiscal_year = p_year and b.from_hundredths <= p_total
    order by b.from_hundredths desc, b.instruments_from nulls first limit 1
$$;

create function store.print_score(hundredths integer) returns text language sql immutable parallel safe as $$
    select (hundredths / 100)::text || '.' || lpad((hundredths % 100)::text, 2, '0')
$$;

-- What one agency's documents of one year come to, as a row of standings without its times.
create function store.standing_of(p_agency text, p_year smallint, p_at timestamptz)
returns table (total integer, total_status text, candidates integer[],
    iit integer, eit integer, oit integer, ind01 integer, ind02 integer, ind03 integer, ind04 integer, ind05 integer,
    ind06 integer, ind07 integer, ind08 integer, ind09 integer, ind10 integer,
    withheld text[], grade text, passed boolean, change integer, note text, source_sheet bigint, documents integer)
language sql stable as $$
    with u as materialized (
        select * from store.united(p_agency, p_year, p_at) u
        where u.code in ('TOTAL', 'IIT', 'EIT', 'OIT', 'IND01', 'IND02', 'IND03', 'IND04', 'IND05', 'IND06', 'IND07', 'IND08', 'IND09', 'IND10'))
    select w.total, w.total_status, w.candidates, w.iit, w.eit, w.oit, w.ind01, w.ind02, w.ind03, w.ind04, w.ind05, w.ind06, w.ind07, w.ind08, w.ind09, w.ind10,
           w.withheld,
           case when w.total is null or a.grades > 1 or (a.grades = 1 and scale.grade is not null and a.grade <> scale.grade) then null
                when a.grades = 1 then a.grade else scale.grade end,
           case when a.verdicts > 1 or a.passed <> scale.passed then null else coalesce(a.passed, scale.passed) end,
           case when a.changes = 1 then a.change end,
           nullif(concat_ws('; ',
               case when w.total_status = 'conflicting' then 'withheld: ' || (select string_agg(store.print_score(x), ' or ' order by x) from unnest(w.candidates) x) end,
               case when a.grades > 1 then 'announcements print several grades' end,
               case when a.grades = 1 and a.grade <> scale.grade and w.total is not null then 'printed grade ' || a.grade || ', by scale ' || scale.grade end,
               case when a.verdicts > 1 or a.passed <> scale.passed then 'printed verdict contradicts the score' end,
               case when a.changes > 1 then 'announcements print several changes' end), ''),
           (select s.sheet_id from u cross join lateral unnest(u.sheets) x (id) join store.sheets s on s.sheet_id = x.id join store.documents d on d.document_no = s.document_no
            join store.score_records r on r.sheet_id = s.sheet_id and r.code = 'TOTAL'
            where u.code = 'TOTAL'
            order by r.hundredths is not distinct from w.total desc, s.source, d.sha256, s.ordinal, r.valid_to desc limit 1),
           w.documents
    from (
        select max(u.hundredths) filter (where u.code = 'TOTAL') as total,
               coalesce(max(u.status) filter (where u.code = 'TOTAL'), 'unresolved') as total_status,
               coalesce((select t.candidates from u t where t.code = 'TOTAL'), '{}') as candidates,
               max(u.hundredths) filter (where u.code = 'IIT') as iit, max(u.hundredths) filter (where u.code = 'EIT') as eit, max(u.hundredths) filter (where u.code = 'OIT') as oit,
               max(u.hundredths) filter (where u.code = 'IND01') as ind01, max(u.hundredths) filter (where u.code = 'IND02') as ind02,
               max(u.hundredths) filter (where u.code = 'IND03') as ind03, max(u.hundredths) filter (where u.code = 'IND04') as ind04,
               max(u.hundredths) filter (where u.code = 'IND05') as ind05, max(u.hundredths) filter (where u.code = 'IND06') as ind06,
               max(u.hundredths) filter (where u.code = 'IND07') as ind07, max(u.hundredths) filter (where u.code = 'IND08') as ind08,
               max(u.hundredths) filter (where u.code = 'IND09') as ind09, max(u.hundredths) filter (where u.code = 'IND10') as ind10,
               coalesce(array_agg(u.code order by store.code_order(u.code)) filter (where u.hundredths is null), '{}') as withheld,
               coalesce(max(u.documents), 0) as documents
        from u
    ) w
    cross join lateral (
        select count(distinct r.grade) as grades, min(r.grade) as grade,
               count(distinct r.passed) as verdicts, bool_and(r.passed) as passed,
               count(distinct r.change) as changes, min(r.change) as change
        from store.sheets s join store.documents d on d.document_no = s.document_no join store.announcement_rows r on r.sheet_id = s.sheet_id
        where s.agency_code = p_agency and s.fiscal_year = p_year
          and case when p_at is null then s.valid_to = 'infinity' and d.superseded_at = 'infinity'
                   else s.valid_from <= p_at and p_at < s.valid_to and p_at < d.superseded_at end
    ) a
    cross join lateral (
        select store.grade_of(p_year, w.total, w.iit, w.eit, w.oit) as grade,
               (select case when count(*) > 0 and bool_and(store.passes(p_year, x) is not null) and (bool_and(store.passes(p_year, x)) or not bool_or(store.passes(p_year, x)))
                            then bool_and(store.passes(p_year, x)) end from unnest(w.candidates) x) as passed
    ) scale
$$;

-- Works the standings of these agencies and years out again; rows that come out the same stay untouched.
create function store.refresh_standings(p_agencies text[], p_years smallint[], p_now timestamptz) returns integer language plpgsql as $$
declare changed integer;
begin
    insert into store.subjects select distinct a, y from unnest(p_agencies, p_years) k (a, y) order by a, y on conflict do nothing;
    -- The lock makes the next statement see whatever another writer has just committed about the same agency and year.
    perform 1 from store.subjects s join (select distinct a, y from unnest(p_agencies, p_years) k (a, y)) k on s.agency_code = k.a and s.fiscal_year = k.y
        order by s.agency_code, s.fiscal_year for update of s;
    insert into store.standings as old (agency_code, fiscal_year, valid_from, total, total_status, candidates, iit, eit, oit,
        ind01, ind02, ind03, ind04, ind05, ind06, ind07, ind08, ind09, ind10, withheld, grade, passed, change, note, source_sheet, documents)
    select k.a, k.y, p_now, n.*
    from (select distinct a, y from unnest(p_agencies, p_years) k (a, y) order by a, y) k
    cross join lateral store.standing_of(k.a, k.y, null) n
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
