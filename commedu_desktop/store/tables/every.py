"""Tables that start-up does without: they load with the feature that reads them, or all together here."""


def load_every_table() -> None:
    """Map the tables that `store.tables` leaves out, so that making, migrating, undoing and checking know them all."""
    from commedu_desktop.store.tables import clash_confirmations, teachers_at_work  # noqa: F401 - importing maps them
