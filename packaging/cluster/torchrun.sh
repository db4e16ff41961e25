#!/bin/sh
# Trains with one process a machine under torchrun, which need not know that lucency is no Python program.
# On each machine: NODES=2 NODE=0 HEAD=first.example packaging/cluster/torchrun.sh DATA RUN RECIPE
# What each process tells people is shown here; torchrun's folder of logs has the rest. (Without these two options PyTorch 1.13's torchrun
# ends at once under Python 3.11.)
set -eu
data=$1 run=$2 recipe=${3:-default}
exec torchrun --no_python --redirects 1 --tee 2 --nnodes "${NODES:-1}" --node_rank "${NODE:-0}" --nproc_per_node "${PROCESSES:-2}" \
    --master_addr "${HEAD:-127.0.0.1}" --master_port "${PORT:-29500}" \
    lucency train --recipe "$recipe" --data "$data" --output "$run" --threads "${THREADS:-2}" ${RESUME:+--resume}
