namespace PrecastMes.Persistence.Shifts;

/// <summary>
/// SQL that lets the database itself refuse to change or delete the close of a shift. An <c>INSERT OR REPLACE</c> deletes
/// without asking SQLite's delete triggers, hence the insert triggers there.
/// </summary>
internal static class ShiftCloseTriggers
{
    internal const string Sqlite = """
        CREATE TRIGGER shift_closes_no_update BEFORE UPDATE ON shift_closes
        BEGIN SELECT RAISE(ABORT, 'A shift close is immutable: it cannot be changed.'); END;
        CREATE TRIGGER shift_closes_no_delete BEFORE DELETE ON shift_closes
        BEGIN SELECT RAISE(ABORT, 'A shift close is immutable: it cannot be deleted.'); END;
        CREATE TRIGGER shift_closes_no_replace BEFORE INSERT ON shift_closes
        WHEN EXISTS (SELECT 1 FROM shift_closes WHERE shift_id = NEW.shift_id)
        BEGIN SELECT RAISE(ABORT, 'A shift close is immutable: the shift is closed already.'); END;
        CREATE TRIGGER shift_close_elements_no_update BEFORE UPDATE ON shift_close_elements
        BEGIN SELECT RAISE(ABORT, 'A shift close is immutable: its elements cannot be changed.'); END;
        CREATE TRIGGER shift_close_elements_no_delete BEFORE DELETE ON shift_close_elements
        BEGIN SELECT RAISE(ABORT, 'A shift close is immutable: its elements cannot be deleted.'); END;
        CREATE TRIGGER shift_close_elements_no_replace BEFORE INSERT ON shift_close_elements
        WHEN EXISTS (SELECT 1 FROM shift_close_elements WHERE element_id = NEW.element_id)
        BEGIN SELECT RAISE(ABORT, 'A shift close is immutable: the element is counted already.'); END;
        """;

    internal const string Postgres = """
        CREATE FUNCTION refuse_shift_close_change() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION 'A shift close is immutable: % on % is refused.', TG_OP, TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
        END $$;
        CREATE TRIGGER shift_closes_immutable BEFORE UPDATE OR DELETE OR TRUNCATE ON shift_closes
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_shift_close_change();
        CREATE TRIGGER shift_close_elements_immutable BEFORE UPDATE OR DELETE OR TRUNCATE ON shift_close_elements
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_shift_close_change();
        """;
}
