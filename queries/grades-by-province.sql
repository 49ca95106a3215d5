-- How many agencies have each grade, by year and province. | จำนวนหน่วยงานในแต่ละระดับ
select fiscal_year, province, coalesce(grade, '(withheld)') as grade, count(*) as agencies, min(score) as lowest, max(score) as highest
from ita.ranking
where agency_code is not null
group by fiscal_year, province, coalesce(grade, '(withheld)')
order by fiscal_year, province collate "C", max(score) desc nulls last, 3;
