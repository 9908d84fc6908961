// Gradient descent with momentum in C, for l2l: docs/bring-your-optimizer.md. The little JSON that it needs it
// looks for in the lines. It builds with
//
//     cc -O2 -o momentum momentum.c
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// What stands after "key": in a line.
static char *value(char *line, const char *key) {
  char *found = strstr(line, key);
  return found ? strchr(found, ':') + 1 + strspn(strchr(found, ':') + 1, " ") : "";
}

int main(void) {
  static char line[65537];
  float *gradients = NULL, *velocity = NULL, rate = 0;
  size_t count = 0;  // functions times the parameters of one
  while (fgets(line, sizeof line, stdin)) {
    char *message = value(line, "\"message\"");
    if (!strncmp(message, "\"hello\"", 7)) {
      puts("{\"message\": \"ready\", \"protocol\": 1, \"wants\": [\"gradients\"]}");
    } else if (!strncmp(message, "\"episode\"", 9)) {
      size_t parameters = 0, product;
      for (char *at = line; (at = strstr(at, "\"shape\"")); parameters += product)
        for (at = strchr(at, '[') + 1, product = 1; *at != ']'; at += strspn(at, ", "))
          product *= strtoul(at, &at, 10);
      count = parameters * strtoul(value(line, "\"functions\""), NULL, 10);
      rate = strtof(value(line, "\"learningRate\""), NULL);
      gradients = realloc(gradients, count * sizeof *gradients);
      free(velocity);
      velocity = calloc(count, sizeof *velocity);
    } else if (fread(gradients, sizeof *gradients, count, stdin) == count) {
      for (size_t i = 0; i < count; i++) {
        velocity[i] = 0.9f * velocity[i] + gradients[i];
        gradients[i] = -rate * velocity[i];
      }
      puts("{\"message\": \"updates\"}");
      fwrite(gradients, sizeof *gradients, count, stdout);
    }
    fflush(stdout);
  }
}
