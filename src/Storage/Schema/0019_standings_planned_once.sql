-- A document about one agency was planned for longer than its standing takes to work out, each time anew, since the planner holds a plan for one agency
-- to be cheaper than one for any number of them. It is the same plan.
alter function store.refresh_standings(text[], smallint[], timestamptz) set plan_cache_mode = force_generic_plan;
