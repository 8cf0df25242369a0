@echo off
call "%~dp0windows.cmd" site
