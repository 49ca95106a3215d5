-- Agencies whose own report and announcement state different totals. | หน่วยงานที่รายงานของตนขัดแย้งกับประกาศ
select e.fiscal_year, e.agency_code, e.agency,
       string_agg(distinct e.score::text, ', ') filter (where e.source = 'announcement') as announced,
       string_agg(distinct e.score::text, ', ') filter (where e.source = 'report') as reported,
       string_agg(distinct e.document, ', ') as documents
from ita.evidence e
where e.code = 'TOTAL' and e.source in ('report', 'announcement') and not e.superseded and e.score is not null and e.agency_code is not null
group by e.fiscal_year, e.agency_code, e.agency
having count(distinct e.source) = 2 and count(distinct e.score) > 1
order by e.fiscal_year, e.agency_code collate "C";
