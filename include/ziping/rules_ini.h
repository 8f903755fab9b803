/* The values of a rule file as iniparser reads them; ini_scan gives their places. */
#ifndef ZIPING_RULES_INI_H
#define ZIPING_RULES_INI_H

#include "ziping/ini.h"

enum rules_ini_status {
    RULES_INI_OK,
    RULES_INI_REFUSED, /* iniparser does not take the text: the document keeps the values that ini_scan read, and its
                          faults say why */
    RULES_INI_NO_MEMORY,
    RULES_INI_FAILED /* no temporary file could be made for iniparser to read */
};

/* Puts the value that iniparser gives for it, parts joined and escapes resolved, into every entry of the document.
   iniparser's error callback is global, so this is not to be called from two threads at once. */
enum rules_ini_status rules_ini_read(struct ini_doc *doc);

#endif
