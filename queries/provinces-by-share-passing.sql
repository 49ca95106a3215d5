-- Provinces by the share of their agencies that passed, by year. | จังหวัดเรียงตามสัดส่วนหน่วยงานที่ผ่านเกณฑ์
select fiscal_year, province, count(*) filter (where passed) as passed, count(passed) as judged,
       round(100.0 * count(*) filter (where passed) / count(passed), 2) as share_passing
from ita.ranking
where province is not null and agency_code is not null
group by fiscal_year, province
having count(passed) > 0
order by fiscal_year, share_passing desc, province collate "C";
