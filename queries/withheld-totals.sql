-- Totals that are withheld, with the values that survive. | คะแนนรวมที่ไม่เผยแพร่ และค่าที่ยังเป็นไปได้
select fiscal_year, province, agency_code, agency, status, score_low, score_high, rank, rank_to, note, document, page
from ita.ranking
where score is null or agency_code is null
order by fiscal_year, province collate "C", agency_code collate "C", agency collate "C", page;
