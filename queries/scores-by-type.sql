-- Mean total by kind of agency and year. | คะแนนเฉลี่ยตามประเภทหน่วยงาน
select fiscal_year, type, count(total) as agencies, round(avg(total), 2) as mean, min(total) as lowest, max(total) as highest
from ita.sheets
where total is not null
group by fiscal_year, type, type_order
order by fiscal_year, type_order;
