# Flags that every target of Lucency has, and the two ways a target comes to be: a library of the house, a test.

add_library(lucency_flags INTERFACE)
target_compile_options(lucency_flags INTERFACE -Wall -Wextra -Wshadow -Wconversion $<$<BOOL:${LUCENCY_WERROR}>:-Werror>)
target_compile_definitions(lucency_flags INTERFACE QT_NO_KEYWORDS QT_NO_FOREACH QT_NO_CAST_TO_ASCII QT_NO_URL_CAST_FROM_STRING)
# DCMTK and OpenCV come as lists of everything they have; only what is used is loaded at start.
target_link_options(lucency_flags INTERFACE LINKER:--as-needed)
if(LUCENCY_SANITIZE)
  target_compile_options(lucency_flags INTERFACE -fsanitize=${LUCENCY_SANITIZE} -fno-omit-frame-pointer)
  target_link_options(lucency_flags INTERFACE -fsanitize=${LUCENCY_SANITIZE})
endif()

# lucency_library(NAME SOURCES...): a static library whose headers are included from the project root, as "imaging/radiograph.h".
function(lucency_library name)
  add_library(${name} STATIC ${ARGN})
  target_include_directories(${name} PUBLIC ${PROJECT_SOURCE_DIR})
  target_link_libraries(${name} PRIVATE lucency_flags)
endfunction()

# lucency_tests(FOLDER LIBRARIES...): each tests/FOLDER/tst_*.cpp is one executable and one test of its own.
function(lucency_tests folder)
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${folder}/tst_*.cpp)
  foreach(source IN LISTS sources)
    get_filename_component(test ${source} NAME_WE)
    add_executable(${test} ${source})
    set_target_properties(${test} PROPERTIES AUTOMOC ON RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
    target_include_directories(${test} PRIVATE ${PROJECT_SOURCE_DIR})
    target_link_libraries(${test} PRIVATE ${ARGN} lucency_test_support Qt6::Test lucency_flags)
    add_test(NAME ${test} COMMAND ${test})
    set_tests_properties(${test} PROPERTIES TIMEOUT 300 LABELS ${folder}
      ENVIRONMENT "LC_ALL=C.UTF-8;QT_QPA_PLATFORM=offscreen;LUCENCY_BINARY=$<TARGET_FILE:lucency>;XDG_CACHE_HOME=${CMAKE_BINARY_DIR}/tests/cache")
  endforeach()
endfunction()
