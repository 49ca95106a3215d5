-- Issues by code: how many, in how many documents, and one of them. | ข้อสังเกตแยกตามรหัส
select code, severity, count(*) as issues, count(distinct document_sha256) as documents, min(message) as example
from ita.issues
group by code, severity
order by issues desc, code;
