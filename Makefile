# Every target is `./run TARGET`, so that a machine without make does the very same.
.PHONY: help setup demo test check lint drill bench renew lock
help setup demo test check lint drill bench renew lock:
	@KEEP=$(KEEP) ./run $@
