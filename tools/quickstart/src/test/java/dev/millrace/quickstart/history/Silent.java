package dev.millrace.quickstart.history;

/** Watches nothing. */
final class Silent implements HistoryImport.Progress {

    @Override
    public void begins(long rows) {}

    @Override
    public void reads(long row) {}
}
