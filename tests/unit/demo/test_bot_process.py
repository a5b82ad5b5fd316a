"""The demo's bot works on the demo's data alone."""

from pathlib import Path

from bot.demo.bot_process import DemoBot


def test_settings_of_the_office_do_not_reach_the_demo(tmp_path: Path) -> None:
    base = {
        "PATH": "/usr/bin",
        "KRM_DATABASE_URL": "postgresql+asyncpg://amt@db.example/echt",
        "KRM_APP_ID": "0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0",
        "krm_tenant_id": "0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f1",
    }

    environment = DemoBot(tmp_path, 3978).environment(base)

    assert str(tmp_path) in environment["KRM_DATABASE_URL"]
    assert environment["KRM_KEY_FILE"].startswith(str(tmp_path))
    assert environment["PATH"] == "/usr/bin"
    assert "KRM_APP_ID" not in environment
    assert "krm_tenant_id" not in environment


def test_bot_listens_and_sends_on_this_machine_only(tmp_path: Path) -> None:
    environment = DemoBot(tmp_path, 4000).environment({})

    assert environment["KRM_HOST"] == "127.0.0.1"
    assert environment["KRM_PORT"] == "4000"
    assert environment["KRM_ALLOWED_SERVICE_HOSTS"] == "127.0.0.1"
