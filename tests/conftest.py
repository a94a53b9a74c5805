import gc

import pytest
from hypothesis import HealthCheck, settings

# The suite draws the same examples every time, so that a failure is the change's and not the day's.
settings.register_profile("suite", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("suite")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "soak: compares both evaluators; takes TARIFF_SOAK contracts of each pack")


def pytest_collection_finish() -> None:
    # The packs and all that was imported stay: the collector need not look through them again and again.
    gc.collect()
    gc.freeze()
    gc.set_threshold(200_000, 10, 10)
