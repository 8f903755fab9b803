/* `--restricted DIR`: nothing outside one folder can be opened, and no program run. */
#ifndef ZIPING_CLI_RESTRICTED_H
#define ZIPING_CLI_RESTRICTED_H

#include "cli.h"

/* Confines the process to the folder, which becomes the working directory, after seeing that the operand and the files
   that options name lie below it. CLI_OK, or CLI_FAILED when it has been said why not. */
int restricted_enter(const struct cli *c, const char *folder);

#endif
