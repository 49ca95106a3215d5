-- The hundred agencies whose total rose most from one year to the next, by published totals or by the announced difference. | หน่วยงานที่คะแนนเพิ่มขึ้นมากที่สุด
select fiscal_year, agency, type, province, last_year_score, score, change
from ita.ranking
where agency_code is not null and change > 0 and last_year_score is not null
order by change desc, fiscal_year, agency_code collate "C"
limit 100;
