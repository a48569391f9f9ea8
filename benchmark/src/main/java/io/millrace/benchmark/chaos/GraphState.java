package io.millrace.benchmark.chaos;
