"""With Ray: the same dataset as without, though a node is killed in the middle.

In a process of its own, for Ray sets up handlers and threads that outlive a test.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.batch import Plan, run
from pipeline.settings import Settings
from tests.batch.pipelines import plain

NODE_LOST = """
import sys, threading, time
from pathlib import Path
import ray
from ray.cluster_utils import Cluster
from pipeline.batch import Limits, Plan, run
from pipeline.settings import Settings
from tests.batch.pipelines import slow

if __name__ == "__main__":
    small = {"num_cpus": 1, "object_store_memory": 80_000_000}
    cluster = Cluster(initialize_head=True, head_node_args=small)
    node = cluster.add_node(**small)
    ray.init(address=cluster.address, log_to_driver=False)
    killed = []

    def lose(done, total, name, outcome):
        if done == 3 and not killed:
            cluster.remove_node(node, allow_graceful=False)
            killed.append(done)
            cluster.add_node(wait=False, **small)

    plan = Plan((sys.argv[1],), Path(sys.argv[2]), jobs=2, engine="ray", address=cluster.address)
    done = run(plan, Settings(), make=slow, progress=lose)
    print("killed after", *killed, "read", done.read_now, "failed", done.failures)
    ray.shutdown()
    cluster.shutdown()
"""


def test_a_cluster_that_loses_a_node_gives_the_same_dataset(tmp_path: Path) -> None:
    pytest.importorskip("ray")
    plans, script = tmp_path / "plans", tmp_path / "run.py"
    plans.mkdir()
    for n in range(60):
        words = f"澜州市第{n}号计划\n一、目标\n到2025年，建成平台{n + 2}个。"
        (plans / f"plan-{n:02d}.txt").write_text(words, "utf-8")
    script.write_text(NODE_LOST, "utf-8")

    done = subprocess.run(
        [sys.executable, str(script), str(plans), str(tmp_path / "ray")],
        env=os.environ | {"PYTHONPATH": str(Path.cwd())},
        capture_output=True,
        text=True,
        timeout=600,  # against hanging only: 40 seconds alone, minutes on a busy machine
        check=False,
    )
    run(Plan((str(plans),), tmp_path / "local", jobs=2), Settings(), make=plain)

    assert "killed after 3 read 60 failed 0" in done.stdout, done.stderr[-3000:]
    assert "RayDeprecationWarning" not in done.stderr
    for path in (tmp_path / "local").glob("*.parquet"):
        assert path.read_bytes() == (tmp_path / "ray" / path.name).read_bytes()
