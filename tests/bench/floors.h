/* The least that a reader of many files can do, as programs of their own: so time and memory are measured alike. */
#ifndef ZIPING_TESTS_FLOORS_H
#define ZIPING_TESTS_FLOORS_H

/* Runs the floor of that name ("read", "iniparser") on all files of a folder; returns an exit status, or -1 where there
   is no floor of that name. */
int floor_run(const char *name, const char *folder);

#endif
