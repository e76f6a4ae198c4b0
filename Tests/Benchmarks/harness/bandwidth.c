/* How fast memory is read: the sum of a buffer much larger than any cache, by so many threads.
   usage: bandwidth THREADS [MEGABYTES]; prints gigabytes per second, the best of several rounds. */
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { ROUNDS = 9, MOST_THREADS = 256 };

typedef struct {
  const uint64_t *values;
  size_t count;
  uint64_t sum;
} Part;

static void *add(void *argument) {
  Part *part = argument;
  uint64_t sums[8] = {0};
  for (size_t i = 0; i + 8 <= part->count; i += 8)
    for (int lane = 0; lane < 8; lane++) sums[lane] += part->values[i + lane];
  part->sum = 0;
  for (int lane = 0; lane < 8; lane++) part->sum += sums[lane];
  return NULL;
}

static double seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec + now.tv_nsec * 1e-9;
}

int main(int count, char **arguments) {
  int threads = count > 1 ? atoi(arguments[1]) : 1;
  size_t bytes = (count > 2 ? strtoul(arguments[2], NULL, 10) : 1024) << 20;
  if (threads < 1 || threads > MOST_THREADS || bytes == 0) return 1;
  uint64_t *values = malloc(bytes);
  if (values == NULL) return 2;
  memset(values, 1, bytes);

  double best = 0;
  uint64_t sum = 0;
  size_t share = bytes / sizeof *values / threads;
  for (int round = 0; round < ROUNDS; round++) {
    pthread_t running[MOST_THREADS];
    Part parts[MOST_THREADS];
    double start = seconds();
    for (int i = 0; i < threads; i++) {
      parts[i] = (Part){.values = values + i * share, .count = share};
      if (pthread_create(&running[i], NULL, add, &parts[i]) != 0) return 3;
    }
    for (int i = 0; i < threads; i++) {
      pthread_join(running[i], NULL);
      sum += parts[i].sum;
    }
    double rate = threads * share * sizeof *values / (seconds() - start) / 1e9;
    if (rate > best) best = rate;
  }
  fprintf(stderr, "%llu\n", (unsigned long long)sum); /* or the sums would be left out */
  printf("%.2f\n", best);
  return 0;
}
