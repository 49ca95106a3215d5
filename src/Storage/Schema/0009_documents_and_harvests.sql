-- What analysts and exports need beside the scores, so that a reader's account sees all of it in schema ita: provinces, documents, years, and what the
-- nightly harvest found of each source.

create table store.harvests (
    harvest_id        bigint generated always as identity primary key,
    archive           text not null,
    run               integer not null check (run >= 1),
    source            text not null,
    agency            text,
    province          text,
    began_at          timestamptz not null,
    ended_at          timestamptz,
    documents         integer not null check (documents >= 0),
    minimum_documents integer not null check (minimum_documents >= 0),
    years             smallint[] not null,
    missing_years     smallint[] not null,
    new               integer not null check (new >= 0),
    changed           integer not null check (changed >= 0),
    unchanged         integer not null check (unchanged >= 0),
    gone              integer not null check (gone >= 0),
    failed            integer not null check (failed >= 0),
    stopped           text,
    alarms            text[] not null,
    unique (archive, run, source)
);

create view ita.provinces as
    select code as province_code, name as province, name_en as province_en, region, sort_key from store.provinces;
comment on view ita.provinces is 'Provinces with their official codes. | จังหวัดและรหัสทางการ';
comment on column ita.provinces.province_code is 'Official two-digit code of the province | รหัสจังหวัดสองหลัก';
comment on column ita.provinces.province is 'Province | จังหวัด';
comment on column ita.provinces.province_en is 'Province in English | ชื่อจังหวัดภาษาอังกฤษ';
comment on column ita.provinces.region is 'Region of the country | ภาค';
comment on column ita.provinces.sort_key is 'Thai dictionary order of the name under byte order | กุญแจเรียงชื่อตามพจนานุกรม';

create view ita.documents as
    select d.file_name as document, d.sha256 as document_sha256, d.origin, substring(d.origin from '^[a-z]+://([^/?#]+)') as host, d.retrieved_at, d.media_kind as media, d.bytes, d.page_count as pages, d.status,
           d.kinds, d.superseded_by is not null as superseded, nullif(d.superseded_at, 'infinity') as superseded_at, d.stored_at, d.changed_at
    from store.documents d;
comment on view ita.documents is 'Documents that were read, with where they came from. | เอกสารที่อ่านแล้วและที่มา';
comment on column ita.documents.document is 'File name | ชื่อไฟล์';
comment on column ita.documents.document_sha256 is 'SHA-256 of the file''s bytes | ค่า SHA-256 ของไฟล์';
comment on column ita.documents.origin is 'Address it was fetched from; empty for a file that was given | ที่อยู่ที่ดาวน์โหลด ว่างหากเป็นไฟล์ที่ส่งเข้ามา';
comment on column ita.documents.host is 'Host of that address | ชื่อเครื่องแม่ข่ายของที่อยู่';
comment on column ita.documents.retrieved_at is 'When it was fetched | เวลาที่ดาวน์โหลด';
comment on column ita.documents.media is 'Kind of file, by its bytes | ชนิดไฟล์ตามเนื้อหา';
comment on column ita.documents.bytes is 'Size of the file in bytes | ขนาดไฟล์เป็นไบต์';
comment on column ita.documents.pages is 'Pages | จำนวนหน้า';
comment on column ita.documents.status is 'clean, issues (see the view issues) or rejected | สถานะ: clean, issues มีข้อสังเกต, rejected อ่านไม่ได้';
comment on column ita.documents.kinds is 'What its pages are: announcement, analysis, plan, regional ... | ประเภทของหน้า';
comment on column ita.documents.superseded is 'Whether a correction has replaced it | ถูกแทนที่ด้วยฉบับแก้ไขหรือไม่';
comment on column ita.documents.superseded_at is 'Since when | ตั้งแต่เมื่อใด';
comment on column ita.documents.stored_at is 'When it was stored first | เวลาที่บันทึกครั้งแรก';
comment on column ita.documents.changed_at is 'When its findings last changed | เวลาที่ข้อมูลเปลี่ยนล่าสุด';

create view ita.years as
    select y.fiscal_year, y.province_code, p.name as province, p.region, sum(y.agencies)::bigint as agencies, sum(y.unidentified)::bigint as unidentified
    from (
        select s.fiscal_year, a.province_code, count(*) as agencies, 0 as unidentified from store.subjects s join store.agencies a on a.code = s.agency_code group by s.fiscal_year, a.province_code
        union all
        select s.fiscal_year, s.province_code, 0, count(*) from store.sheets s where s.agency_code is null and s.fiscal_year is not null and s.valid_to = 'infinity' group by s.fiscal_year, s.province_code) y
    left join store.provinces p on p.code = y.province_code
    group by y.fiscal_year, y.province_code, p.name, p.region;
comment on view ita.years is 'In which years something is known of which provinces. | ปีและจังหวัดที่มีข้อมูล';
comment on column ita.years.fiscal_year is 'Fiscal year, Buddhist Era | ปีงบประมาณ (พ.ศ.)';
comment on column ita.years.province_code is 'Official two-digit code of the province; empty for agencies of none | รหัสจังหวัดสองหลัก ว่างหากไม่สังกัดจังหวัด';
comment on column ita.years.province is 'Province | จังหวัด';
comment on column ita.years.region is 'Region of the country | ภาค';
comment on column ita.years.agencies is 'Agencies that something is known of | จำนวนหน่วยงานที่มีข้อมูล';
comment on column ita.years.unidentified is 'Lines of announcements whose agency is not identified | จำนวนบรรทัดที่ระบุหน่วยงานไม่ได้';

create view ita.harvests as
    select h.archive, h.run, h.source, h.agency, h.province, h.began_at, h.ended_at, h.documents, h.minimum_documents, h.years, h.missing_years, h.new, h.changed, h.unchanged, h.gone, h.failed, h.stopped, h.alarms,
           h.harvest_id = max(h.harvest_id) over (partition by h.archive, h.source) as latest
    from store.harvests h;
comment on view ita.harvests is 'What each run of the harvest found at each source, and what it missed. | ผลการเก็บเอกสารแต่ละครั้งของแต่ละแหล่ง และสิ่งที่ขาด';
comment on column ita.harvests.archive is 'Name of the archive (its folder) | ชื่อคลังเอกสาร';
comment on column ita.harvests.run is 'Number of the run in its archive | ลำดับครั้งที่เก็บ';
comment on column ita.harvests.source is 'Name of the source | ชื่อแหล่งข้อมูล';
comment on column ita.harvests.agency is 'Agency whose site it is, as the source states | หน่วยงานเจ้าของเว็บไซต์';
comment on column ita.harvests.province is 'Province that it is about, as the source states | จังหวัดของแหล่งข้อมูล';
comment on column ita.harvests.began_at is 'When the run began | เวลาเริ่ม';
comment on column ita.harvests.ended_at is 'When it ended; empty where it was broken off | เวลาสิ้นสุด ว่างหากหยุดกลางคัน';
comment on column ita.harvests.documents is 'Distinct documents that were there | จำนวนเอกสารที่พบ';
comment on column ita.harvests.minimum_documents is 'Fewest documents that the source should have | จำนวนเอกสารขั้นต่ำที่ควรพบ';
comment on column ita.harvests.years is 'Years that documents name | ปีที่พบในเอกสาร';
comment on column ita.harvests.missing_years is 'Years that were expected and not found | ปีที่คาดไว้แต่ไม่พบ';
comment on column ita.harvests.new is 'Documents seen for the first time | เอกสารใหม่';
comment on column ita.harvests.changed is 'Documents with another content than before | เอกสารที่เปลี่ยน';
comment on column ita.harvests.unchanged is 'Documents as before | เอกสารที่ไม่เปลี่ยน';
comment on column ita.harvests.gone is 'Documents that disappeared | เอกสารที่หายไป';
comment on column ita.harvests.failed is 'Addresses that could not be read | ที่อยู่ที่อ่านไม่ได้';
comment on column ita.harvests.stopped is 'Why not everything was visited; empty where everything was | เหตุที่หยุดก่อนครบ ว่างหากครบ';
comment on column ita.harvests.alarms is 'What a person must look at | สิ่งที่ต้องตรวจสอบ';
comment on column ita.harvests.latest is 'Whether it is the latest run of this source | เป็นครั้งล่าสุดของแหล่งนี้หรือไม่';

-- Who is missing, and whether anybody has looked: from which hosts the documents came, and which sources were harvested for the agency or its province.
create or replace view ita.coverage as
    select y.fiscal_year, a.code as agency_code, a.name as agency, a.type, d.name as district, a.province_code, p.name as province, p.region,
           coalesce(t.documents, 0) as documents,
           coalesce(c.reports, 0) as reports, coalesce(c.announcements, 0) as announcements,
           coalesce(t.total_status, 'missing') as status, a.type_order, a.sort_key, coalesce(c.hosts, '{}') as hosts, coalesce(h.sources, '{}') as sources
    from (select distinct fiscal_year from store.subjects) y
    cross join store.agencies a
    left join store.standing_ranges t on t.agency_code = a.code and t.fiscal_year = y.fiscal_year
    left join (
        select s.agency_code, s.fiscal_year, count(distinct s.document_no) filter (where s.source = 'report') as reports, count(distinct s.document_no) filter (where s.source = 'announcement') as announcements,
               array_agg(distinct substring(doc.origin from '^[a-z]+://([^/?#]+)')) filter (where doc.origin is not null) as hosts
        from store.sheets s join store.documents doc on doc.document_no = s.document_no
        where s.valid_to = 'infinity' and doc.superseded_at = 'infinity' and s.agency_code is not null
        group by s.agency_code, s.fiscal_year) c on c.agency_code = a.code and c.fiscal_year = y.fiscal_year
    left join store.provinces p on p.code = a.province_code
    left join store.districts d on d.code = a.district_code
    left join lateral (select array_agg(distinct h.source order by h.source) as sources from store.harvests h where h.agency = a.name or (h.agency is null and h.province = p.name)) h on true;
comment on column ita.coverage.hosts is 'Hosts that the documents were fetched from | เครื่องแม่ข่ายที่ดาวน์โหลดเอกสาร';
comment on column ita.coverage.sources is 'Harvested sources that are about the agency, or about its whole province | แหล่งที่เก็บเอกสารของหน่วยงานหรือของจังหวัด';
