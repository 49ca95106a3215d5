-- How many agencies of the registry have a published total, by year and kind. | ความครอบคลุมรายปีและประเภท
select fiscal_year, type, count(*) as registered, count(*) filter (where status not in ('missing', 'conflicting', 'unresolved')) as published,
       count(*) filter (where status in ('conflicting', 'unresolved')) as withheld, count(*) filter (where status = 'missing') as missing
from ita.coverage
group by fiscal_year, type, type_order
order by fiscal_year, type_order;
