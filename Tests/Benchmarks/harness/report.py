def report(results): return str(list(results))
