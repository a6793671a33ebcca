# SPDX-License-Identifier: MIT

if HAVE_CMOCKA
poller_test_flags = $(AM_CPPFLAGS) -iquote $(top_srcdir)/src/poller -iquote $(top_srcdir)/tests/system
poller_test_libraries = libpoller.a libsim.a libstore.a libsource.a libnet.a libmodel.a libconfig.a libbase.a \
	$(CURL_LIBS) $(SQLITE_LIBS) $(CJSON_LIBS) $(EXPAT_LIBS) $(MICROHTTPD_LIBS) $(INIH_LIBS) $(UTF8PROC_LIBS) $(CMOCKA_LIBS)
check_LIBRARIES += tests/system/libstage.a
tests_system_libstage_a_SOURCES = tests/system/stage.c tests/system/stage.h
POLLER_TESTS = \
	tests/system/test_edgar \
	tests/system/test_sec_rules \
	tests/system/test_poller \
	tests/system/test_poller_faults \
	tests/system/test_poller_alerts \
	tests/system/test_poller_live \
	tests/system/test_headlines_path \
	tests/system/test_ratings_merge \
	tests/system/test_bar_requests \
	tests/system/test_quota \
	tests/system/test_store_loss \
	tests/system/test_ratings_story \
	tests/system/test_streaming \
	tests/unit/test_address \
	tests/unit/test_gather \
	tests/unit/test_mailbox \
	tests/unit/test_pace \
	tests/unit/test_schedule
check_PROGRAMS += $(POLLER_TESTS)
TESTS += $(POLLER_TESTS)
tests_system_test_sec_rules_SOURCES = tests/system/test_sec_rules.c
tests_system_test_sec_rules_CPPFLAGS = $(poller_test_flags)
tests_system_test_sec_rules_LDADD = tests/system/libstage.a tests/system/libfault.a $(poller_test_libraries)
tests_system_test_edgar_SOURCES = tests/system/test_edgar.c
tests_system_test_edgar_CPPFLAGS = $(poller_test_flags)
tests_system_test_edgar_LDADD = tests/system/libstage.a tests/system/libfault.a $(poller_test_libraries)
tests_system_test_headlines_path_SOURCES = tests/system/test_headlines_path.c
tests_system_test_headlines_path_CPPFLAGS = $(poller_test_flags)
tests_system_test_headlines_path_LDADD = tests/system/libstage.a $(poller_test_libraries)
tests_system_test_ratings_merge_SOURCES = tests/system/test_ratings_merge.c
tests_system_test_ratings_merge_CPPFLAGS = $(poller_test_flags)
tests_system_test_ratings_merge_LDADD = tests/system/libstage.a $(poller_test_libraries)
tests_system_test_bar_requests_SOURCES = tests/system/test_bar_requests.c
tests_system_test_bar_requests_CPPFLAGS = $(poller_test_flags)
tests_system_test_bar_requests_LDADD = tests/system/libstage.a $(poller_test_libraries)

tests_system_test_store_loss_SOURCES = tests/system/test_store_loss.c
tests_system_test_store_loss_CPPFLAGS = $(poller_test_flags)
tests_system_test_store_loss_CFLAGS = $(AM_CFLAGS) $(SQLITE_CFLAGS) $(CMOCKA_CFLAGS)
tests_system_test_store_loss_LDADD = tests/system/libstage.a $(poller_test_libraries)
tests_system_test_quota_SOURCES = tests/system/test_quota.c
tests_system_test_quota_CPPFLAGS = $(poller_test_flags)
tests_system_test_quota_LDADD = tests/system/libstage.a $(poller_test_libraries)
tests_system_test_ratings_story_SOURCES = tests/system/test_ratings_story.c
tests_system_test_ratings_story_CPPFLAGS = $(poller_test_flags)
tests_system_test_ratings_story_LDADD = tests/system/libstage.a $(poller_test_libraries)
tests_system_test_streaming_SOURCES = tests/system/test_streaming.c
tests_system_test_streaming_CPPFLAGS = $(poller_test_flags)
tests_system_test_streaming_LDADD = tests/system/libstage.a $(poller_test_libraries)
tests_system_test_poller_SOURCES = tests/system/test_poller.c
tests_system_test_poller_CPPFLAGS = $(poller_test_flags)
tests_system_test_poller_LDADD = tests/system/libstage.a tests/system/libfault.a $(poller_test_libraries)
tests_system_test_poller_alerts_SOURCES = tests/system/test_poller_alerts.c
tests_system_test_poller_alerts_CPPFLAGS = $(poller_test_flags)
tests_system_test_poller_alerts_LDADD = tests/system/libstage.a $(poller_test_libraries)
tests_system_test_poller_live_SOURCES = tests/system/test_poller_live.c
tests_system_test_poller_live_CPPFLAGS = $(poller_test_flags)
tests_system_test_poller_live_LDADD = tests/system/libstage.a $(poller_test_libraries)
tests_system_test_poller_faults_SOURCES = tests/system/test_poller_faults.c
tests_system_test_poller_faults_CPPFLAGS = $(poller_test_flags)
tests_system_test_poller_faults_LDADD = tests/system/libstage.a tests/system/libfault.a $(poller_test_libraries)
tests_unit_test_address_SOURCES = tests/unit/test_address.c
tests_unit_test_address_CPPFLAGS = $(poller_test_flags)
tests_unit_test_address_LDADD = $(poller_test_libraries)
tests_unit_test_gather_SOURCES = tests/unit/test_gather.c
tests_unit_test_gather_CPPFLAGS = $(poller_test_flags)
tests_unit_test_gather_LDADD = $(poller_test_libraries)
tests_unit_test_mailbox_SOURCES = tests/unit/test_mailbox.c
tests_unit_test_mailbox_LDADD = $(poller_test_libraries)
tests_unit_test_pace_SOURCES = tests/unit/test_pace.c
tests_unit_test_pace_CPPFLAGS = $(poller_test_flags)
tests_unit_test_pace_LDADD = $(poller_test_libraries)
tests_unit_test_schedule_SOURCES = tests/unit/test_schedule.c
tests_unit_test_schedule_LDADD = $(poller_test_libraries)
endif
