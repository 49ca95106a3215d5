-- What people decided about scores that the program withholds. Lines are added, never changed: a later line about the same score replaces an earlier one.
create table store.reviews (
    review_id   bigint generated always as identity primary key,
    agency_code text not null references store.agencies,
    fiscal_year smallint not null check (fiscal_year between 2550 and 2600),
    code        text not null check (code ~ '^(TOTAL|IIT|EIT|OIT|IND[0-9]{2}|[ieo][1-9][0-9]?)$'),
    decision    text not null check (decision in ('accept', 'reject')),
    hundredths  integer check (hundredths between 0 and 10000),
    reason      text not null check (btrim(reason) <> ''),
    decided_by  text not null check (btrim(decided_by) <> ''),
    decided_at  timestamptz not null,
    documents   text[] not null,
    evidence    text not null,
    check ((decision = 'accept') = (hundredths is not null))
);
create index reviews_by_subject on store.reviews (agency_code, fiscal_year, code);

create function store.keep_reviews() returns trigger language plpgsql as $$
begin
    raise exception 'Decisions are kept as they were signed: add a new line.' using errcode = 'integrity_constraint_violation';
end
$$;
create trigger reviews_are_kept before update or delete or truncate on store.reviews for each statement execute function store.keep_reviews();

-- Scores that need a person, with the bytes they rest on and what was last decided about them. The evidence is a fingerprint of every claim and of what survives:
-- the same documents read again give the same, and a decision about other evidence is open again.
create function store.scores_to_review()
returns table (agency_code text, agency text, fiscal_year smallint, code text, candidates integer[], printed text[], documents text[], evidence text, state text,
               decision text, hundredths integer, reason text, decided_by text, decided_at timestamptz)
language sql stable parallel safe as $$
    with doubtful as (
        select s.agency_code, s.fiscal_year, r.code
        from store.score_records r
        join store.sheets s on s.sheet_id = r.sheet_id
        join store.documents d on d.document_no = s.document_no
        where r.valid_to = 'infinity' and s.valid_to = 'infinity' and d.superseded_at = 'infinity' and s.agency_code is not null and s.fiscal_year is not null
          and r.status in ('conflicting', 'unresolved')
        union
        select agency_code, fiscal_year, code from store.reviews
    ), seen as (
        select q.agency_code, q.fiscal_year, q.code,
               array_agg(distinct x.value order by x.value) filter (where x.value is not null) as candidates,
               array_agg(distinct o.as_printed order by o.as_printed) filter (where o.as_printed is not null) as printed,
               array_agg(distinct d.sha256 order by d.sha256) as documents,
               md5(string_agg(distinct concat_ws(' ', d.sha256, r.status, r.hundredths, r.candidates, o.observation_id), ',' order by concat_ws(' ', d.sha256, r.status, r.hundredths, r.candidates, o.observation_id))) as evidence
        from doubtful q
        join store.sheets s on s.agency_code = q.agency_code and s.fiscal_year = q.fiscal_year and s.valid_to = 'infinity'
        join store.documents d on d.document_no = s.document_no and d.superseded_at = 'infinity'
        join store.score_records r on r.sheet_id = s.sheet_id and r.code = q.code and r.valid_to = 'infinity'
        left join store.observations o on o.sheet_id = s.sheet_id and o.observation_id = any (r.mentions)
        left join lateral unnest(coalesce(r.candidates, array[r.hundredths])) as x (value) on true
        group by q.agency_code, q.fiscal_year, q.code
    )
    select v.agency_code, a.name, v.fiscal_year, v.code, coalesce(v.candidates, '{}'), coalesce(v.printed, '{}'), v.documents, v.evidence,
           case when l.decision is null then 'open' when l.evidence <> v.evidence then 'reopened' when l.decision = 'accept' then 'accepted' else 'rejected' end,
           l.decision, l.hundredths, l.reason, l.decided_by, l.decided_at
    from seen v
    join store.agencies a on a.code = v.agency_code
    left join lateral (select * from store.reviews w where w.agency_code = v.agency_code and w.fiscal_year = v.fiscal_year and w.code = v.code
                       order by w.review_id desc limit 1) l on true
    order by v.fiscal_year, v.agency_code, store.code_order(v.code)
$$;
